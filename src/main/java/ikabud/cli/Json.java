package ikabud.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Prints JSON: one object with a {@code schemaVersion}, pure ASCII, so that no locale spoils it. */
final class Json {
    private static final int SCHEMA_VERSION = 1;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private Json() {}

    /** Writes the fields of the one object. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    /** Prints an object over several lines. */
    static void print(PrintWriter out, Body body) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter pretty = new DefaultPrettyPrinter();
        pretty.indentObjectsWith(indenter);
        pretty.indentArraysWith(indenter);
        write(out, body, pretty);
    }

    /** Prints an object on one line, as one of a stream. */
    static void line(PrintWriter out, Body body) {
        write(out, body, null);
    }

    private static void write(PrintWriter out, Body body, @Nullable DefaultPrettyPrinter pretty) {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            if (pretty != null) {
                json.setPrettyPrinter(pretty);
            }
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            body.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    /** A text, or null where there is none. */
    static void text(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value.toString());
        }
    }

    /** A number, or null where there is none. */
    static void number(JsonGenerator json, String name, @Nullable Long value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    /** The same of what may be empty. */
    static void number(JsonGenerator json, String name, OptionalLong value) throws IOException {
        number(json, name, value.isPresent() ? (Long) value.getAsLong() : null);
    }

    /** The same of what may be empty. */
    static void number(JsonGenerator json, String name, OptionalInt value) throws IOException {
        number(json, name, value.isPresent() ? (Long) (long) value.getAsInt() : null);
    }

    /** A point in time with milliseconds, in UTC. */
    static void time(JsonGenerator json, String name, @Nullable Instant value) throws IOException {
        text(json, name, value == null ? null : value.truncatedTo(ChronoUnit.MILLIS));
    }
}
