package io.rutter.agent.image.build.run;

import io.rutter.agent.network.EtcTexts;
import io.rutter.agent.runtime.RunOrder.EtcFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a build step sees under /etc instead of the image's own files. */
final class StepFiles {
    private StepFiles() {}

    static EtcFiles write(EtcTexts texts, Path home) throws IOException {
        return new EtcFiles(
                Optional.of(Files.writeString(home.resolve("hostname"), texts.hostname())),
                Optional.of(Files.writeString(home.resolve("hosts"), texts.hosts())),
                Optional.of(Files.writeString(home.resolve("resolv.conf"), texts.resolvConf())));
    }
}
