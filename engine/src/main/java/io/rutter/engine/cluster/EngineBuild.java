package io.rutter.engine.cluster;

/**
 * What this engine was built from.
 *
 * @param version such as 0.1.0
 * @param commit of the sources, short; {@code unknown} where they were not in a git checkout
 * @param time of the build, RFC 3339; {@code unknown} where nothing was built
 */
public record EngineBuild(String version, String commit, String time) {
    public static final String UNKNOWN = "unknown";
}
