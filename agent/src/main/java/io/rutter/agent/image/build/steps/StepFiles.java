package io.rutter.agent.image.build.steps;

import io.rutter.agent.image.build.steps.StepNetwork.Place;
import io.rutter.agent.runtime.RunOrder.EtcFiles;
import io.rutter.engine.container.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a build step sees under /etc instead of the image's own files. */
final class StepFiles {
    private static final String LOCAL = """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            ff00::0\tip6-mcastprefix
            ff02::1\tip6-allnodes
            ff02::2\tip6-allrouters
            """;

    private StepFiles() {}

    static EtcFiles write(StepRunner.StepProcess process, Place at, Path home) throws IOException {
        String name = process.id().substring(0, 12);
        StringBuilder hosts = new StringBuilder(LOCAL);
        for (String extra : process.limits().extraHosts()) {
            int colon = extra.indexOf(':');
            if (colon > 0) {
                hosts.append(extra.substring(colon + 1))
                        .append('\t')
                        .append(extra, 0, colon)
                        .append('\n');
            }
        }
        for (Endpoint endpoint : at.endpoints()) {
            hosts.append(endpoint.ipv4()).append('\t').append(name).append('\n');
        }
        return new EtcFiles(
                Optional.of(Files.writeString(home.resolve("hostname"), name + "\n")),
                Optional.of(Files.writeString(home.resolve("hosts"), hosts)),
                Optional.of(Files.writeString(home.resolve("resolv.conf"), at.resolvConf())));
    }
}
