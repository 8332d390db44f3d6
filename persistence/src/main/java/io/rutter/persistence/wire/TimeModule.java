package io.rutter.persistence.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Times and spans as nanoseconds in one number; those that do not fit, such as the year 1, as ISO text. */
final class TimeModule extends SimpleModule {
    private static final long serialVersionUID = 1;
    private static final long NANOS = 1_000_000_000L;

    /** Well inside what a long of nanoseconds holds: the years 1678 to 2261, and spans of 292 years. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS - 1;

    TimeModule() {
        super("rutter-time");
        addSerializer(Instant.class, new InstantWriter());
        addDeserializer(Instant.class, new InstantReader());
        addSerializer(Duration.class, new DurationWriter());
        addDeserializer(Duration.class, new DurationReader());
    }

    private static void write(long seconds, int nanos, Object text, JsonGenerator out) throws IOException {
        if (Math.abs(seconds) < MAX_SECONDS) {
            out.writeNumber(seconds * NANOS + nanos);
        } else {
            out.writeString(text.toString());
        }
    }

    private static final class InstantWriter extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(value.getEpochSecond(), value.getNano(), value, out);
        }
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.hasToken(JsonToken.VALUE_STRING)) {
                return Instant.parse(in.getText());
            }
            long nanos = in.getLongValue();
            return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
        }
    }

    private static final class DurationWriter extends StdScalarSerializer<Duration> {
        private static final long serialVersionUID = 1;

        DurationWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            write(value.getSeconds(), value.getNano(), value, out);
        }
    }

    private static final class DurationReader extends StdScalarDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return in.hasToken(JsonToken.VALUE_STRING)
                    ? Duration.parse(in.getText())
                    : Duration.ofNanos(in.getLongValue());
        }
    }
}
