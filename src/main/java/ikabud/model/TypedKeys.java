package ikabud.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Values that people typed by key, read one by one; what cannot be is told and leaves things as they were. */
final class TypedKeys {
    private static final int LONGEST = 40;

    private final Map<String, String> typed;
    private final List<String> mistakes;

    /**
     * What was typed.
     *
     * @param mistakes gets one sentence for each value that cannot be
     */
    TypedKeys(Map<String, String> typed, List<String> mistakes) {
        this.typed = typed;
        this.mistakes = mistakes;
    }

    /** The value of a key; {@code before} where it was not typed, or cannot be. */
    <T> T read(String key, T before, String expected, Function<String, Optional<T>> parser) {
        String text = typed.get(key);
        if (text == null) {
            return before;
        }
        Optional<T> value = parser.apply(text);
        if (value.isEmpty()) {
            mistakes.add(key + ": expected " + expected + ", found \""
                    + PlainText.shorten(PlainText.neutralise(text), LONGEST) + "\"");
        }
        return value.orElse(before);
    }
}
