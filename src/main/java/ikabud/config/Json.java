package ikabud.config;

import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stood in its file. */
sealed interface Json {
    /** Line and column, both from 1. */
    record Place(int line, int column) {
        @Override
        public String toString() {
            return line + ":" + column;
        }
    }

    /** Where it begins. */
    Place place();

    /** What a person calls it: an object, a list, a text, … */
    String name();

    /** A key and its value. */
    record Member(Place place, Json value) {}

    /** An object; its members in the order they were written. */
    record Fields(Place place, Map<String, Member> members) implements Json {
        @Override
        public String name() {
            return "an object";
        }
    }

    /** A list. */
    record Items(Place place, List<Json> values) implements Json {
        @Override
        public String name() {
            return "a list";
        }
    }

    /**
     * A text, a number, a truth value or null.
     *
     * @param text as it was written, without quotes
     */
    record Scalar(Place place, Kind kind, String text) implements Json {
        /** What a scalar is. */
        enum Kind {
            TEXT,
            NUMBER,
            TRUTH,
            NULL
        }

        @Override
        public String name() {
            return switch (kind) {
                case TEXT -> "the text " + Problems.quote(text);
                case NUMBER, TRUTH -> Problems.quote(text);
                case NULL -> "null";
            };
        }
    }
}
