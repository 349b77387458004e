package ikabud.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import ikabud.model.PlainText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads JSON into values that know their place. Comments are allowed: people write these files. */
final class JsonReader {
    private static final int DEEPEST = 16;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    // "… (for Object starting at [Source: REDACTED (`…`); line: 1, column: 16])"
    private static final Pattern BEGIN = Pattern.compile("\\[Source: .*; line: (\\d+), column: (\\d+)]");

    // Made when the first file is read: a start without any file never loads Jackson.
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private final String file;
    private final Problems problems;

    private JsonReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The object in {@code content}; empty, with a problem told, if it is not one. */
    static Optional<Json.Fields> read(String file, byte[] content, Problems problems) {
        return new JsonReader(file, problems).document(content);
    }

    private Optional<Json.Fields> document(byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.error(file, "it is not UTF-8 text");
            return Optional.empty();
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                problems.error(file + ":" + place(parser.currentTokenLocation()), "it must be one object: { … }");
                return Optional.empty();
            }
            Json.Fields root = fields(parser, 1);
            if (parser.nextToken() != null) {
                problems.error(file + ":" + place(parser.currentTokenLocation()), "something follows the last }");
            }
            return Optional.of(root);
        } catch (JsonProcessingException e) {
            problems.error(file + ":" + place(e.getLocation()), "it is not JSON: " + firstSentence(e));
            return Optional.empty();
        } catch (IOException e) {
            problems.error(file, "it cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Json.Fields fields(JsonParser parser, int depth) throws IOException {
        Json.Place start = place(parser.currentTokenLocation());
        Map<String, Json.Member> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            Json.Place place = place(parser.currentTokenLocation());
            parser.nextToken();
            Json.Member earlier = members.put(key, new Json.Member(place, value(parser, depth + 1)));
            if (earlier != null) {
                problems.error(
                        file + ":" + place,
                        "key " + Problems.quote(key) + " stands at " + earlier.place() + " already");
            }
        }
        return new Json.Fields(start, members);
    }

    private Json.Items items(JsonParser parser, int depth) throws IOException {
        Json.Place start = place(parser.currentTokenLocation());
        List<Json> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser, depth + 1));
        }
        return new Json.Items(start, values);
    }

    private Json value(JsonParser parser, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new JsonParseException(parser, "nested more than " + DEEPEST + " deep");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return fields(parser, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return items(parser, depth);
        }
        return new Json.Scalar(place(parser.currentTokenLocation()), kind(token), parser.getText());
    }

    private static Json.Scalar.Kind kind(JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Json.Scalar.Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Json.Scalar.Kind.TRUTH;
            case VALUE_NULL -> Json.Scalar.Kind.NULL;
            default -> Json.Scalar.Kind.TEXT;
        };
    }

    private static Json.Place place(JsonLocation location) {
        return location == null
                ? new Json.Place(1, 1)
                : new Json.Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static String firstSentence(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        String line = message.lines().findFirst().orElse("");
        // "… (start marker at [Source: REDACTED …": the place is told before.
        int end = line.indexOf(" (start marker at");
        String told = BEGIN.matcher(end < 0 ? line : line.substring(0, end)).replaceAll("line $1, column $2");
        return PlainText.shorten(PlainText.neutralise(told), 160);
    }
}
