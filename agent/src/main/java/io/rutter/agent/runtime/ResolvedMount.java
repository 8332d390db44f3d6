package io.rutter.agent.runtime;

import io.rutter.engine.container.MountPoint;
import java.nio.file.Path;

/**
 * A mount with its place on this host.
 *
 * @param source file or directory to be shown; without meaning for a tmpfs
 */
public record ResolvedMount(MountPoint point, Path source) {}
