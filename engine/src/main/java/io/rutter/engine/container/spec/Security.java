package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container may do and see. Source: Docker Engine API 1.51, HostConfig.
 *
 * @param securityOpt {@code no-new-privileges}, {@code seccomp=unconfined}, {@code seccomp=JSON}
 * @param maskedPaths null for the defaults
 * @param readonlyPaths null for the defaults
 * @param pidMode, ipcMode, utsMode, cgroupnsMode, usernsMode empty, {@code host}, {@code private}, or {@code container:ID}
 */
public record Security(
        boolean privileged,
        boolean readonlyRootfs,
        List<String> capAdd,
        List<String> capDrop,
        List<String> groupAdd,
        List<String> securityOpt,
        @Nullable List<String> maskedPaths,
        @Nullable List<String> readonlyPaths,
        String pidMode,
        String ipcMode,
        String utsMode,
        String cgroupnsMode,
        String usernsMode,
        int oomScoreAdj)
        implements Wire {
    public static final Security DEFAULT =
            new Security(false, false, List.of(), List.of(), List.of(), List.of(), null, null, "", "", "", "", "", 0);

    public Security {
        capAdd = Copy.list(capAdd);
        capDrop = Copy.list(capDrop);
        groupAdd = Copy.list(groupAdd);
        securityOpt = Copy.list(securityOpt);
        maskedPaths = maskedPaths == null ? null : List.copyOf(maskedPaths);
        readonlyPaths = readonlyPaths == null ? null : List.copyOf(readonlyPaths);
        pidMode = Copy.text(pidMode);
        ipcMode = Copy.text(ipcMode);
        utsMode = Copy.text(utsMode);
        cgroupnsMode = Copy.text(cgroupnsMode);
        usernsMode = Copy.text(usernsMode);
    }

    Security withModes(String newPidMode, String newIpcMode) {
        return new Security(
                privileged,
                readonlyRootfs,
                capAdd,
                capDrop,
                groupAdd,
                securityOpt,
                maskedPaths,
                readonlyPaths,
                newPidMode,
                newIpcMode,
                utsMode,
                cgroupnsMode,
                usernsMode,
                oomScoreAdj);
    }
}
