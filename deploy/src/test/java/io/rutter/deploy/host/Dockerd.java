package io.rutter.deploy.host;

import io.rutter.deploy.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The distribution's dockerd in a network namespace of its own: what Rutter's behaviour is compared with. */
public record Dockerd(Path folder) implements Engine {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    public static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/sbin/dockerd")) || Files.isExecutable(Path.of("/usr/bin/dockerd"));
    }

    public static Dockerd start(Path folder) {
        Outcome outcome = Shell.run(PATIENCE, script(), "start", folder.toString());
        if (!outcome.isFine()) {
            throw new IllegalStateException("dockerd did not start: " + outcome.output());
        }
        return new Dockerd(folder);
    }

    private static String script() {
        return Checkout.root().resolve("deploy/src/test/scripts/dockerd-beside").toString();
    }

    @Override
    public String kind() {
        return "dockerd";
    }

    @Override
    public Path socket() {
        return folder.resolve("docker.sock");
    }

    @Override
    public List<String> inside() {
        return List.of("nsenter", "--net=" + folder.resolve("netns"));
    }

    @Override
    public void close() {
        Shell.run(PATIENCE, script(), "stop", folder.toString());
    }
}
