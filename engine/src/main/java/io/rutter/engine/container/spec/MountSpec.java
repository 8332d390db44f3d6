package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mount as asked for with {@code --mount}. Source: Docker Engine API 1.51, Mount.
 *
 * @param type bind, volume or tmpfs
 * @param source path or volume name; empty for an anonymous volume or a tmpfs
 * @param propagation of a bind; empty for rprivate
 * @param readOnlyNonRecursive whether a read-only bind leaves what is mounted below it as it is
 * @param tmpfsMode file mode; 0 for 1777
 */
public record MountSpec(
        String type,
        String source,
        String target,
        boolean readOnly,
        String consistency,
        String propagation,
        boolean nonRecursive,
        boolean createMountpoint,
        boolean volumeNoCopy,
        Map<String, String> volumeLabels,
        @Nullable String volumeDriver,
        Map<String, String> volumeDriverOptions,
        String volumeSubpath,
        long tmpfsSizeBytes,
        int tmpfsMode,
        boolean readOnlyNonRecursive)
        implements Wire {
    public MountSpec {
        source = Copy.text(source);
        target = Copy.text(target);
        consistency = Copy.text(consistency);
        propagation = Copy.text(propagation);
        volumeLabels = Copy.map(volumeLabels);
        volumeDriverOptions = Copy.map(volumeDriverOptions);
        volumeSubpath = Copy.text(volumeSubpath);
    }
}
