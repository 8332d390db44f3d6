package io.rutter.persistence.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.rutter.engine.entity.Wire;
import io.rutter.engine.log.Encoded;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WireCodecTest {
    private static final CBORMapper TREES = new CBORMapper();

    /** A value with cases, as the fields of events have them. */
    sealed interface Shape extends Wire {
        record Circle(int radius) implements Shape {}

        record Square(int side) implements Shape {
            public boolean isBig() {
                return side > 100;
            }
        }
    }

    record Drawing(String title, List<Shape> shapes, Shape main, Instant at, Duration took) implements Wire {
        Drawing {
            title = title == null ? "untitled" : title;
            shapes = shapes == null ? List.of() : List.copyOf(shapes);
        }
    }

    private static final List<WireType> TYPES = List.of(
            WireType.type(1, "Circle", Shape.Circle.class),
            WireType.type(2, "Square", Shape.Square.class),
            WireType.type(3, "Drawing", Drawing.class));

    private final WireCodec codec = new WireCodec(TYPES);

    @TestFactory
    List<DynamicTest> aValueOfEachTypeComesBackAsItWas() {
        var standard = new WireCodec();
        return WireTypes.ALL.stream()
                .map(type -> DynamicTest.dynamicTest(type.name(), () -> {
                    Object value = new SampleMaker().make(type.type());
                    assertThat(decode(standard, standard.encode(value)))
                            .usingRecursiveComparison()
                            .isEqualTo(value);
                }))
                .toList();
    }

    @Test
    void namesCasesByTheirRegisteredNames() throws IOException {
        byte[] bytes = codec.encode(drawing(Instant.EPOCH, Duration.ZERO)).bytes();
        assertThat(TREES.readTree(bytes).toString())
                .isEqualTo("{\"title\":\"a\",\"shapes\":[{\"@\":\"Square\",\"side\":200}],"
                        + "\"main\":{\"@\":\"Circle\",\"radius\":3},\"at\":0,\"took\":0}");
    }

    @Test
    void keepsTimesThatNanosecondsCannotHold() {
        for (Instant at : List.of(
                Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("1969-12-31T23:59:59.999999999Z"), Instant.MAX)) {
            Drawing drawing = drawing(at, Duration.ofSeconds(Long.MAX_VALUE));
            assertThat(decode(codec, codec.encode(drawing))).isEqualTo(drawing);
        }
    }

    @Test
    void givesMissingFieldsTheirDefaultsAndLeavesOutUnknownOnes() throws IOException {
        byte[] stored =
                TREES.writeValueAsBytes(Map.of("colour", "red", "main", Map.of("@", "Circle", "radius", 1, "x", 2)));
        assertThat(codec.decode(3, 1, stored))
                .isEqualTo(new Drawing("untitled", List.of(), new Shape.Circle(1), null, null));
    }

    @Test
    void stopsAtWhatItDoesNotKnow() throws IOException {
        byte[] hexagon = TREES.writeValueAsBytes(Map.of("main", Map.of("@", "Hexagon")));
        assertThatThrownBy(() -> codec.decode(4, 1, hexagon))
                .isInstanceOf(UnknownWireType.class)
                .hasMessageContaining("type 4");
        assertThatThrownBy(() -> codec.decode(3, 2, hexagon))
                .isInstanceOf(UnknownWireType.class)
                .hasMessageContaining("Drawing in version 2");
        assertThatThrownBy(() -> codec.decode(3, 1, hexagon)).hasStackTraceContaining("Hexagon");
    }

    @Test
    void refusesToStoreWhatIsNotRegistered() {
        assertThatThrownBy(() -> codec.encode("text")).hasMessageContaining("not in the wire registry");
    }

    /** Version 1 of a drawing was {@code {"name": "old", "circle": 7}}; these are its bytes as they were stored. */
    @Test
    void bringsAnOldVersionUp() {
        var migrated = new WireCodec(List.of(
                WireType.type(1, "Circle", Shape.Circle.class),
                WireType.type(3, 2, "Drawing", Drawing.class, (value, from) -> {
                    value.set("title", value.remove("name"));
                    value.putObject("main").put("@", "Circle").set("radius", value.remove("circle"));
                })));
        byte[] stored = HexFormat.of().parseHex("bf646e616d65636f6c6466636972636c6507ff");
        assertThat(migrated.decode(3, 1, stored))
                .isEqualTo(new Drawing("old", List.of(), new Shape.Circle(7), null, null));
    }

    private static Drawing drawing(Instant at, Duration took) {
        return new Drawing("a", List.of(new Shape.Square(200)), new Shape.Circle(3), at, took);
    }

    private static Object decode(WireCodec codec, Encoded encoded) {
        return codec.decode(encoded.wireId(), encoded.version(), encoded.bytes());
    }
}
