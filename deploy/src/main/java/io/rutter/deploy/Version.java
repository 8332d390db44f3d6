package io.rutter.deploy;

import io.rutter.engine.cluster.EngineBuild;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What this program was built from, as Maven wrote it beside the classes. */
final class Version implements IVersionProvider {
    private static final String FILE = "/rutter-build.properties";

    static String text() {
        return build().version();
    }

    static EngineBuild build() {
        var properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is not among the classes");
            }
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EngineBuild(
                given(properties, "version").replace("-SNAPSHOT", ""),
                given(properties, "commit"),
                given(properties, "time"));
    }

    /** What Maven did not know it left as it stood. */
    private static String given(Properties properties, String name) {
        String value = properties.getProperty(name, "");
        return value.isEmpty() || value.startsWith("${") ? EngineBuild.UNKNOWN : value;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Rutter " + text()};
    }
}
