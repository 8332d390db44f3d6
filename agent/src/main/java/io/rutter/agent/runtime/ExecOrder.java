package io.rutter.agent.runtime;

import io.rutter.engine.assignment.ContainerOperations.TerminalSize;
import io.rutter.engine.container.spec.ExecConfig;
import org.jspecify.annotations.Nullable;

/**
 * A command to be run inside a run.
 *
 * @param execId unique on this host
 * @param detached whether input and output go nowhere
 * @param size of the terminal, if it has one and the size is known
 */
public record ExecOrder(
        RunKey run,
        String execId,
        ExecConfig config,
        boolean detached,
        @Nullable TerminalSize size) {}
