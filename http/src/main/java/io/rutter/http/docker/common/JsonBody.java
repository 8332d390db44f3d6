package io.rutter.http.docker.common;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.pekko.util.ByteString;

/** Reads a request's JSON body; what it refuses, it refuses in Docker's words where they are known. */
final class JsonBody {
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
        if (type.isEmpty()) {
            return Optional.of(new Problem.Invalid("malformed Content-Type header (): mime: no media type"));
        }
        return Optional.of(new Problem.Invalid(
                "unsupported Content-Type header (" + contentType + "): must be 'application/json'"));
    }

    /** @throws Refused Invalid for what is no JSON or does not fit the type */
    static <T> T read(ByteString body, Class<T> type) {
        if (body.utf8String().isBlank()) {
            throw Refused.invalid("invalid JSON: got EOF while reading request body");
        }
        try {
            T value = DockerJson.mapper().readValue(body.toArray(), type);
            if (value == null) {
                throw Refused.invalid("invalid JSON: got null where an object is needed");
            }
            return value;
        } catch (JsonEOFException _) {
            throw Refused.invalid("invalid JSON: unexpected EOF");
        } catch (JsonProcessingException e) {
            throw Refused.invalid(sentence(e));
        } catch (IOException e) {
            throw new IllegalStateException("reading an array of bytes failed", e);
        }
    }

    private static String sentence(JsonProcessingException e) {
        return switch (e) {
            case JsonParseException syntax -> "invalid JSON: " + syntax.getOriginalMessage();
            case MismatchedInputException mismatch
            when mismatch.getPath().isEmpty() ->
                mismatch.getOriginalMessage().startsWith("Trailing token")
                        ? "unexpected content after JSON"
                        : "invalid JSON: cannot unmarshal the body: an object is needed";
            case JsonMappingException mapping ->
                "invalid JSON: cannot unmarshal the value of field " + path(mapping) + ": " + cause(mapping);
            default -> "invalid JSON: " + e.getOriginalMessage();
        };
    }

    private static String cause(JsonMappingException mapping) {
        Throwable cause = mapping.getCause();
        if (cause instanceof InputCoercionException coercion) {
            return coercion.getOriginalMessage();
        }
        if (mapping instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "it must be of type " + mismatch.getTargetType().getSimpleName();
        }
        return cause == null ? "it is not valid" : String.valueOf(cause.getMessage());
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
