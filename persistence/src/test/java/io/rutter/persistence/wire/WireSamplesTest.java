package io.rutter.persistence.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.rutter.engine.log.Encoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A sample of each stored type, written once and frozen: {@code samples.txt} has a line of id, version, name and bytes for each. */
class WireSamplesTest {
    private static final Path FILE = Path.of("src/test/resources/samples.txt");
    private static final CBORMapper TREES = new CBORMapper();
    private static final WireCodec CODEC = new WireCodec();

    private record Sample(int id, int version, String name, byte[] bytes) {
        static Sample parse(String line) {
            String[] parts = line.split(" ");
            return new Sample(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    parts[2],
                    HexFormat.of().parseHex(parts[3]));
        }

        String line() {
            return id + " " + version + " " + name + " " + HexFormat.of().formatHex(bytes) + "\n";
        }
    }

    @TestFactory
    Stream<DynamicTest> whatWasStoredStillReads() throws IOException {
        writeMissingIfAsked();
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.name() + " " + sample.version(), () -> reads(sample)));
    }

    /** Each stored field must come back with its value: one that is lost or renamed needs a new version and a migration. */
    private static void reads(Sample sample) throws IOException {
        Object value = CODEC.decode(sample.id(), sample.version(), sample.bytes());
        assertThat(CODEC.name(value)).isEqualTo(sample.name());
        WireType type = type(sample.id());
        if (sample.version() == type.version()) {
            JsonNode now = TREES.readTree(CODEC.encode(value).bytes());
            assertHolds(sample.name(), now, TREES.readTree(sample.bytes()));
        }
    }

    static void assertHolds(String where, JsonNode now, JsonNode stored) {
        if (stored.isObject()) {
            stored.properties().forEach(field -> {
                String path = where + "." + field.getKey();
                assertThat(now.has(field.getKey())).as(path + " is read").isTrue();
                assertHolds(path, now.get(field.getKey()), field.getValue());
            });
        } else if (stored.isArray()) {
            assertThat(now.size()).as(where + " has as many").isEqualTo(stored.size());
            for (int i = 0; i < stored.size(); i++) {
                assertHolds(where + "[" + i + "]", now.get(i), stored.get(i));
            }
        } else {
            assertThat(now).as(where).isEqualTo(stored);
        }
    }

    @Test
    void everyTypeHasASampleOfItsPresentVersion() throws IOException {
        Set<String> there = samples().stream()
                .map(sample -> sample.id() + " " + sample.version())
                .collect(Collectors.toSet());
        assertThat(WireTypes.ALL)
                .filteredOn(type -> !there.contains(type.id() + " " + type.version()))
                .as("run `./dev test samples` and commit samples.txt")
                .isEmpty();
    }

    private static WireType type(int id) {
        return WireTypes.ALL.stream()
                .filter(type -> type.id() == id)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("type " + id + " is gone from WireTypes; what was stored needs it"));
    }

    private static void writeMissingIfAsked() throws IOException {
        if (!"write".equals(System.getProperty("rutter.samples"))) {
            return;
        }
        Set<String> there = samples().stream()
                .map(sample -> sample.id() + " " + sample.version())
                .collect(Collectors.toSet());
        for (WireType type : WireTypes.ALL) {
            if (!there.contains(type.id() + " " + type.version())) {
                Encoded encoded = CODEC.encode(new SampleMaker().make(type.type()));
                var sample = new Sample(type.id(), type.version(), type.name(), encoded.bytes());
                Files.writeString(FILE, sample.line(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }

    private static List<Sample> samples() throws IOException {
        return Files.exists(FILE)
                ? Files.readAllLines(FILE).stream().map(Sample::parse).toList()
                : List.of();
    }
}
