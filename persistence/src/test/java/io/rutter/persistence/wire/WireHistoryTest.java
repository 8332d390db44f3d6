package io.rutter.persistence.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.entity.Event;
import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.image.ImageEvent;
import io.rutter.engine.log.Encoded;
import io.rutter.engine.network.NetworkEvent;
import io.rutter.engine.node.NodeEvent;
import io.rutter.engine.reference.ReferenceEvent;
import io.rutter.engine.secret.SecretEvent;
import io.rutter.engine.service.ServiceEvent;
import io.rutter.engine.volume.VolumeEvent;
import io.rutter.engine.world.Nouns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Lives of entities as they were stored, with the state after each event: {@code history.txt} has a line of kind, event and state
 * for each, and they must fold to the same for ever.
 */
class WireHistoryTest {
    private static final Path FILE = Path.of("src/test/resources/history.txt");
    private static final CBORMapper TREES = new CBORMapper();
    private static final WireCodec CODEC = new WireCodec();

    /** One life each, in an order that happens. */
    private static final List<Life> LIVES = List.of(
            new Life(
                    Kind.CONTAINER,
                    ContainerEvent.ContainerDeclared.class,
                    ContainerEvent.ContainerStartRequested.class,
                    ContainerEvent.ContainerStarted.class,
                    ContainerEvent.ExecCreated.class,
                    ContainerEvent.ExecStarted.class,
                    ContainerEvent.ExecEnded.class,
                    ContainerEvent.ContainerHealthChanged.class,
                    ContainerEvent.ContainerPauseRequested.class,
                    ContainerEvent.ContainerPaused.class,
                    ContainerEvent.ContainerUnpauseRequested.class,
                    ContainerEvent.ContainerUnpaused.class,
                    ContainerEvent.ContainerRenamed.class,
                    ContainerEvent.ContainerUpdated.class,
                    ContainerEvent.ContainerStopRequested.class,
                    ContainerEvent.ContainerExited.class,
                    ContainerEvent.ContainerReleased.class,
                    ContainerEvent.ContainerRemoveRequested.class,
                    ContainerEvent.ContainerRemoved.class),
            new Life(Kind.IMAGE, ImageEvent.ImageRecorded.class, ImageEvent.ImageRemoved.class),
            new Life(Kind.REFERENCE, ReferenceEvent.ReferenceMoved.class, ReferenceEvent.ReferenceDropped.class),
            new Life(Kind.NETWORK, NetworkEvent.NetworkCreated.class, NetworkEvent.NetworkRemoved.class),
            new Life(Kind.VOLUME, VolumeEvent.VolumeCreated.class, VolumeEvent.VolumeRemoved.class),
            new Life(
                    Kind.SERVICE,
                    ServiceEvent.ServiceCreated.class,
                    ServiceEvent.ServiceUpdated.class,
                    ServiceEvent.ServiceUpdateNoted.class,
                    ServiceEvent.ServiceRemoved.class),
            new Life(Kind.NODE, NodeEvent.NodeJoined.class, NodeEvent.NodeReady.class, NodeEvent.NodeRemoved.class),
            new Life(Kind.SECRET, SecretEvent.SecretCreated.class, SecretEvent.SecretRemoved.class));

    private record Life(Kind kind, List<Class<?>> events) {
        Life(Kind kind, Class<?>... events) {
            this(kind, List.of(events));
        }
    }

    @Test
    void livesThatWereStoredFoldToTheSame() throws IOException {
        if ("write".equals(System.getProperty("rutter.samples")) && !Files.exists(FILE)) {
            Files.write(FILE, written());
        }
        Kind kind = null;
        State state = null;
        List<String> lines = Files.readAllLines(FILE);
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            String[] parts = line.split(" ");
            Kind next = Kind.valueOf(parts[0]);
            state = next == kind ? state : Nouns.decider(key(next)).nothing();
            kind = next;
            var event = (Event) decode(parts[1]);
            state = Nouns.evolve(key(kind), state, event);
            assertSame(kind + " after " + event.getClass().getSimpleName(), state, parts[2]);
        }
    }

    /** A state that has a field more than it had is still the same. */
    private static void assertSame(String where, State now, String stored) throws IOException {
        assertThat(now.getClass()).as(where).isEqualTo(decode(stored).getClass());
        byte[] bytes = HexFormat.of().parseHex(stored.split("\\.")[2]);
        WireSamplesTest.assertHolds(where, TREES.readTree(CODEC.encode(now).bytes()), TREES.readTree(bytes));
    }

    private static List<String> written() {
        var lines = new ArrayList<String>();
        for (Life life : LIVES) {
            State state = Nouns.decider(key(life.kind())).nothing();
            for (Class<?> type : life.events()) {
                var event = (Event) new SampleMaker().make(type);
                state = Nouns.evolve(key(life.kind()), state, event);
                lines.add(life.kind() + " " + text(event) + " " + text(state));
            }
        }
        return lines;
    }

    private static EntityKey key(Kind kind) {
        return new EntityKey(kind, "0123456789abcdef".repeat(4));
    }

    private static String text(Object value) {
        Encoded encoded = CODEC.encode(value);
        return encoded.wireId() + "." + encoded.version() + "." + HexFormat.of().formatHex(encoded.bytes());
    }

    private static Object decode(String text) {
        String[] parts = text.split("\\.");
        return CODEC.decode(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                HexFormat.of().parseHex(parts[2]));
    }
}
