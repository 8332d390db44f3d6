package io.rutter.engine.container;

import io.rutter.engine.entity.Wire;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mount as asked for with {@code --mount}. Source: Docker Engine API 1.51, Mount.
 *
 * @param type bind, volume or tmpfs
 * @param source path or volume name; empty for an anonymous volume or a tmpfs
 * @param propagation of a bind; empty for rprivate
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
        int tmpfsMode)
        implements Wire {
    public MountSpec {
        source = source == null ? "" : source;
        target = target == null ? "" : target;
        consistency = consistency == null ? "" : consistency;
        propagation = propagation == null ? "" : propagation;
        volumeLabels = Lists.copy(volumeLabels);
        volumeDriverOptions = Lists.copy(volumeDriverOptions);
        volumeSubpath = volumeSubpath == null ? "" : volumeSubpath;
    }
}
