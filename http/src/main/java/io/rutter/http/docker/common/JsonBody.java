package io.rutter.http.docker.common;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Reads a request's JSON body; what it refuses, it refuses in Docker's words where they are known. */
final class JsonBody {
    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);

    private JsonBody() {}

    /** Why a body of this type isn't read; empty when it is. A missing type is fine where there is no body. */
    static Optional<Problem> checkType(String contentType, boolean bodyless) {
        if (bodyless && contentType.isEmpty()) {
            return Optional.empty();
        }
        String type = contentType.split(";", 2)[0].strip();
        if (type.equalsIgnoreCase("application/json")) {
            return Optional.empty();
        }
        return Optional.of(new Problem.Invalid(
                type.isEmpty()
                        ? "malformed Content-Type header (): mime: no media type"
                        : "unsupported Content-Type header (" + contentType + "): must be 'application/json'"));
    }

    /**
     * A value of the type; {@code null} is read as an object without fields, as dockerd does.
     *
     * @throws Refused Invalid for what is no JSON or does not fit the type
     */
    static <T> T read(ByteString body, Class<T> type) {
        String text = body.utf8String();
        if (text.isBlank()) {
            throw Refused.invalid("invalid JSON: got EOF while reading request body");
        }
        byte[] bytes = text.strip().equals("null") ? EMPTY_OBJECT : body.toArray();
        try (JsonParser parser = DockerJson.mapper().createParser(bytes)) {
            return read(parser, text, type);
        } catch (IOException e) {
            throw new IllegalStateException("reading an array of bytes failed", e);
        }
    }

    private static <T> T read(JsonParser parser, String text, Class<T> type) throws IOException {
        try {
            return DockerJson.mapper().readValue(parser, type);
        } catch (JsonProcessingException e) {
            throw Refused.invalid(JsonSyntax.error(text)
                    .map(error -> "invalid JSON: " + error)
                    .orElseGet(() -> sentence(e, parser.currentToken(), type)));
        }
    }

    /** For a text that begins with a whole value. */
    private static String sentence(JsonProcessingException e, @Nullable JsonToken token, Class<?> type) {
        if (!(e instanceof JsonMappingException mapping)
                || e.getOriginalMessage().startsWith("Trailing token")) {
            return "unexpected content after JSON";
        }
        String found = "invalid JSON: json: cannot unmarshal " + word(token) + " into Go ";
        if (mapping.getPath().isEmpty()) {
            return found + "value of type " + type.getSimpleName();
        }
        String field = type.getSimpleName() + "." + path(mapping);
        return switch (mapping) {
            case MismatchedInputException mismatch ->
                found + "struct field " + field + " of type " + goType(mismatch.getTargetType());
            case JsonMappingException other
            when other.getCause() instanceof InputCoercionException coercion ->
                found + "struct field " + field + " of type " + goType(coercion.getTargetType());
            default -> "invalid JSON: the value of field " + field + " is not valid: " + reason(mapping);
        };
    }

    private static String word(@Nullable JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "object";
            case START_ARRAY, END_ARRAY -> "array";
            case VALUE_STRING -> "string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case VALUE_TRUE, VALUE_FALSE -> "bool";
            case null, default -> "value";
        };
    }

    private static String goType(@Nullable Class<?> type) {
        if (type == null) {
            return "value";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "[]string";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "map[string]string";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "string";
            case "int", "Integer" -> "int";
            case "long", "Long" -> "int64";
            case "boolean", "Boolean" -> "bool";
            case "double", "Double" -> "float64";
            case "Instant" -> "time.Time";
            default -> type.getSimpleName();
        };
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .filter(step -> step.getFieldName() != null)
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }

    private static String reason(JsonMappingException e) {
        return e.getCause() == null
                ? e.getOriginalMessage()
                : String.valueOf(e.getCause().getMessage());
    }
}
