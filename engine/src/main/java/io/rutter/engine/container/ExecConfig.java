package io.rutter.engine.container;

import io.rutter.engine.entity.Wire;
import java.util.List;

/** A command to be run inside a running container. Source: Docker Engine API 1.51, ExecConfig. */
public record ExecConfig(
        List<String> cmd,
        List<String> env,
        String user,
        String workingDir,
        boolean tty,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        boolean privileged,
        String detachKeys)
        implements Wire {
    public ExecConfig {
        cmd = Lists.copy(cmd);
        env = Lists.copy(env);
        user = user == null ? "" : user;
        workingDir = workingDir == null ? "" : workingDir;
        detachKeys = detachKeys == null ? "" : detachKeys;
    }
}
