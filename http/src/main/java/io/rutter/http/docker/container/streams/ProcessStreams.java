package io.rutter.http.docker.container.streams;

import io.rutter.engine.assignment.IoStreams;
import io.rutter.http.request.Blocking;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A connection joined to a process: its input and output end independently of each other. */
final class ProcessStreams {
    private ProcessStreams() {}

    /**
     * @param detachKeys typed by the client, they end the connection and leave the process alone; empty for none
     * @param left told when they were typed
     * @param settled what the connection waits for behind the last output
     */
    static Flow<ByteString, ByteString, NotUsed> flow(
            IoStreams streams,
            ProcessOutput output,
            byte[] detachKeys,
            Runnable left,
            Supplier<CompletionStage<Boolean>> settled) {
        SharedKillSwitch detached = KillSwitches.shared("detached");
        Source<ByteString, NotUsed> end = Source.lazyCompletionStage(settled::get)
                .mapConcat(_ -> List.<ByteString>of())
                .mapMaterializedValue(_ -> NotUsed.getInstance());
        Source<ByteString, NotUsed> out = Blocking.source(streams, IoStreams::next)
                .filter(output::wants)
                .map(output::bytes)
                .concat(end)
                .via(detached.flow());
        Runnable leave = () -> {
            left.run();
            detached.shutdown();
        };
        return Flow.fromSinkAndSource(in(streams.stdin(), detachKeys, leave), out);
    }

    private static Sink<ByteString, NotUsed> in(
            @org.jspecify.annotations.Nullable OutputStream stdin, byte[] detachKeys, Runnable leave) {
        if (stdin == null) {
            return Sink.<ByteString>cancelled();
        }
        if (detachKeys.length == 0) {
            return Blocking.sink(stdin);
        }
        return Flow.of(ByteString.class)
                .statefulMapConcat(() -> {
                    var keys = new DetachKeys(detachKeys);
                    return bytes -> {
                        boolean gone = keys.complete();
                        ByteString passed = keys.pass(bytes);
                        if (keys.complete() && !gone) {
                            leave.run();
                        }
                        return passed.isEmpty() ? List.of() : List.of(passed);
                    };
                })
                .to(Blocking.sink(stdin));
    }
}
