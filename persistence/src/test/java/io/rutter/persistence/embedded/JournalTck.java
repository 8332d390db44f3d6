package io.rutter.persistence.embedded;

import com.typesafe.config.ConfigFactory;
import io.rutter.persistence.embedded.EmbeddedJournal.Reign;
import io.rutter.persistence.journal.JournalSetup;
import io.rutter.persistence.wire.TestCodecs;
import io.rutter.persistence.wire.WireCodec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.persistence.CapabilityFlag;
import org.apache.pekko.persistence.japi.journal.JavaJournalSpec;

/**
 * Pekko's tests of a journal, on the real plugin, appender and tables. Scalatest runs it: {@code mvn -Ptck -pl persistence -am
 * verify -DskipTests}.
 */
public final class JournalTck extends JavaJournalSpec {
    private static ActorSystem system;
    private static EmbeddedJournal journal;
    private static Path directory;

    public JournalTck() {
        super(JournalSetup.config());
    }

    /** Called while the super class is made, so it makes the system itself. */
    @Override
    public synchronized ActorSystem system() {
        if (system == null) {
            system = open();
        }
        return system;
    }

    private static ActorSystem open() {
        try {
            WireCodec codec = TestCodecs.with(TextPayloads.Text.class);
            directory = Files.createTempDirectory("rutter-tck");
            journal = EmbeddedJournal.open(
                    directory,
                    InstantSource.system(),
                    new Reign("tck", "0", "boot"),
                    event -> false,
                    (message, cause) -> cause.printStackTrace(),
                    codec);
            journal.start(List.of(), List.of());
            // the tests listen for what the plugin is told
            var config = ConfigFactory.parseString("pekko.persistence.publish-plugin-commands = on")
                    .withFallback(JournalSetup.config())
                    .withFallback(ConfigFactory.load(JournalTck.class.getClassLoader()));
            return ActorSystem.create(
                    "JournalTck",
                    ActorSystemSetup.create(BootstrapSetup.create(config))
                            .withSetup(journal.setup(_ -> Optional.empty(), new TextPayloads(codec))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterAll() {
        super.afterAll();
        try (Stream<Path> files = Files.walk(directory)) {
            journal.close();
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CapabilityFlag supportsRejectingNonSerializableObjects() {
        return CapabilityFlag.off();
    }

    @Override
    public CapabilityFlag supportsSerialization() {
        return CapabilityFlag.off();
    }

    @Override
    public CapabilityFlag supportsMetadata() {
        return CapabilityFlag.off();
    }
}
