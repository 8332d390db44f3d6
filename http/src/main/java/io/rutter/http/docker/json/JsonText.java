package io.rutter.http.docker.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Text to JSON and back; what is no JSON is refused in the words of Go's reader. */
public final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private JsonText() {}

    public static JsonNode parse(byte[] text) throws Refusal {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node == null || node.isMissingNode()) {
                throw Refusal.invalid("EOF");
            }
            return node;
        } catch (JsonEOFException _) {
            throw Refusal.invalid("unexpected EOF");
        } catch (JsonProcessingException e) {
            throw Refusal.invalid(words(text, e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private static String words(byte[] text, JsonProcessingException e) {
        long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
        int found = (int) Math.max(0, Math.min(at - 1, text.length - 1L));
        char character = text.length == 0 ? ' ' : (char) (text[firstWrong(text, found)] & 0xff);
        return "invalid character '" + character + "' looking for beginning of value";
    }

    /** Jackson stops at the end of a bad word, Go at its beginning. */
    private static int firstWrong(byte[] text, int at) {
        int start = at;
        while (start > 0 && Character.isLetterOrDigit(text[start - 1])) {
            start--;
        }
        return start;
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON could not be written", e);
        }
    }
}
