package io.rutter.engine.container;

import io.rutter.engine.entity.Wire;

/**
 * A mount as it was resolved when the container was declared: anonymous volumes have their names.
 *
 * @param type bind, volume or tmpfs
 * @param name the volume's name; empty for others
 * @param source host path of a bind; empty for a volume, whose node knows where it lies
 * @param copyUp whether an empty volume is filled from the image
 * @param flat whether a bind shows the source alone, and not what is mounted below it
 * @param readOnlyDeep whether what is mounted below a read-only bind cannot be written either
 * @param anonymous whether the volume goes with the container on {@code rm -v} and {@code --rm}
 */
public record MountPoint(
        String type,
        String name,
        String source,
        String destination,
        String mode,
        boolean readWrite,
        String propagation,
        boolean copyUp,
        boolean anonymous,
        boolean createSource,
        String subpath,
        String tmpfsOptions,
        boolean flat,
        boolean readOnlyDeep)
        implements Wire {}
