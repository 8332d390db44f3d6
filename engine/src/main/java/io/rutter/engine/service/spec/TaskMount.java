package io.rutter.engine.service.spec;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.List;
import java.util.Map;

/**
 * A mount of a task. Source: Docker Engine API 1.51, Mount.
 *
 * @param type bind, volume, tmpfs, image, npipe or cluster
 * @param propagation of a bind; empty for rprivate
 * @param tmpfsMode file mode; 0 for 1777
 */
public record TaskMount(
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
        String volumeDriver,
        Map<String, String> volumeDriverOptions,
        String volumeSubpath,
        long tmpfsSizeBytes,
        int tmpfsMode,
        List<List<String>> tmpfsOptions)
        implements Wire {
    public TaskMount {
        type = Copy.text(type);
        source = Copy.text(source);
        target = Copy.text(target);
        consistency = Copy.text(consistency);
        propagation = Copy.text(propagation);
        volumeLabels = Copy.map(volumeLabels);
        volumeDriver = Copy.text(volumeDriver);
        volumeDriverOptions = Copy.map(volumeDriverOptions);
        volumeSubpath = Copy.text(volumeSubpath);
        tmpfsOptions = Copy.list(tmpfsOptions);
    }
}
