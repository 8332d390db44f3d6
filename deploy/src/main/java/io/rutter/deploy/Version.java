package io.rutter.deploy;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, as the jar's manifest has it. */
final class Version implements IVersionProvider {
    private static final String UNBUILT = "0.1.0-dev";

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? UNBUILT : version.replace("-SNAPSHOT", "");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Rutter " + text()};
    }
}
