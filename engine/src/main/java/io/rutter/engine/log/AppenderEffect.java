package io.rutter.engine.log;

import java.util.List;

/** What the appender wants done. */
public sealed interface AppenderEffect {
    /** Give this to the store and say what became of it. */
    record Append(Batch batch) implements AppenderEffect {}

    /** Give the same batch to the store again: what became of it is not known yet. */
    record Repeat(Batch batch, String why) implements AppenderEffect {}

    /** Tell followers of the batch, and tell the writes that they are durable. */
    record Publish(Batch batch, List<AppenderState.Settled> writes) implements AppenderEffect {}

    /** Answer barriers: all before them is settled. */
    record Answer(List<AppenderState.Settled> barriers) implements AppenderEffect {}

    /** Tell a write that it is not in the log and will not be. */
    record Refuse(Write write, String why) implements AppenderEffect {}

    /** This appender's reign is over. */
    record StepDown(String why) implements AppenderEffect {}
}
