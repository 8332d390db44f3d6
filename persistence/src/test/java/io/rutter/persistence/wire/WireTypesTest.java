package io.rutter.persistence.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rutter.engine.entity.Wire;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireTypesTest {
    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            boolean.class,
            Boolean.class,
            double.class,
            Double.class,
            Instant.class,
            Duration.class,
            byte[].class,
            List.class,
            Set.class,
            Map.class);

    @Test
    void everyTypeOfTheWireHasItsLine() throws Exception {
        Set<Class<?>> registered = WireTypes.ALL.stream().map(WireType::type).collect(Collectors.toSet());
        assertThat(engineClasses())
                .filteredOn(type -> Wire.class.isAssignableFrom(type) && !type.isInterface())
                .as("types that are stored and have no line in WireTypes")
                .allSatisfy(type -> assertThat(registered).contains(type));
    }

    @Test
    void everyFieldOfAStoredTypeIsPlainOrStoredItself() {
        var wrong = new ArrayList<String>();
        for (WireType type : WireTypes.ALL) {
            for (RecordComponent component : type.type().getRecordComponents()) {
                if (!mayBeStored(component.getGenericType())) {
                    wrong.add(type.name() + "." + component.getName() + " is a " + component.getGenericType());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean mayBeStored(Type type) {
        return switch (type) {
            case ParameterizedType generic ->
                mayBeStored(generic.getRawType())
                        && Arrays.stream(generic.getActualTypeArguments()).allMatch(WireTypesTest::mayBeStored);
            case Class<?> plain ->
                PLAIN.contains(plain) || plain.isEnum() || Wire.class.isAssignableFrom(plain) || isText(plain);
            default -> false;
        };
    }

    /** A record that is written as its one text, such as an id. */
    private static boolean isText(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class);
    }

    @Test
    void numbersAndNamesAreUnique() {
        assertThat(WireTypes.ALL).extracting(WireType::id).doesNotHaveDuplicates();
        assertThat(WireTypes.ALL).extracting(WireType::name).doesNotHaveDuplicates();
        assertThat(WireTypes.ALL).extracting(WireType::type).doesNotHaveDuplicates();
    }

    private static List<Class<?>> engineClasses() throws Exception {
        URI home =
                Wire.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path path = Path.of(home);
        if (Files.isDirectory(path)) {
            return classes(path);
        }
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
            return classes(jar.getPath("/"));
        }
    }

    private static List<Class<?>> classes(Path root) throws IOException, ClassNotFoundException {
        var classes = new ArrayList<Class<?>>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = root.relativize(file).toString();
                if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                    classes.add(Class.forName(
                            name.substring(0, name.length() - 6).replace('/', '.'),
                            false,
                            Wire.class.getClassLoader()));
                }
            }
        }
        return classes;
    }
}
