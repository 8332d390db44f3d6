package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
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
        cmd = Copy.list(cmd);
        env = Copy.list(env);
        user = Copy.text(user);
        workingDir = Copy.text(workingDir);
        detachKeys = Copy.text(detachKeys);
    }
}
