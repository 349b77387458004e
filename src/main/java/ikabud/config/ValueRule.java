package ikabud.config;

import ikabud.model.Sizes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a setting may hold.
 *
 * @param expects what would be right, for a person: "a duration from 500ms to 60s"
 * @param choices the words allowed, where there are only so many; else empty
 */
record ValueRule(String expects, List<String> choices, Predicate<String> accepts) {
    static ValueRule duration(Duration least, Duration most) {
        String range = "a duration from " + Times.format(least) + " to " + Times.format(most) + ", such as 1.5s";
        return new ValueRule(
                range,
                List.of(),
                text -> Times.parse(text)
                        .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0)
                        .isPresent());
    }

    static ValueRule number(int least, int most) {
        return new ValueRule("a whole number from " + least + " to " + most, List.of(), text -> {
            if (!text.matches("\\d{1,9}")) {
                return false;
            }
            int value = Integer.parseInt(text);
            return value >= least && value <= most;
        });
    }

    static ValueRule size(long least, long most) {
        String range = "a size from " + Sizes.format(least) + " to " + Sizes.format(most) + ", such as 10M";
        return new ValueRule(range, List.of(), text -> {
            long size = Sizes.parse(text).orElse(-1);
            return size >= least && size <= most;
        });
    }

    static ValueRule oneOf(String... words) {
        List<String> choices = List.of(words);
        return new ValueRule("one of " + String.join(", ", choices), choices, choices::contains);
    }

    static ValueRule matching(String expects, String pattern) {
        return new ValueRule(expects, List.of(), Pattern.compile(pattern).asMatchPredicate());
    }

    /** What is wrong with a value; empty if nothing. */
    Optional<String> problem(String text) {
        if (accepts.test(text)) {
            return Optional.empty();
        }
        String guess = Nearest.to(text, choices)
                .map(near -> ": did you mean " + Problems.quote(near) + "?")
                .orElse("");
        return Optional.of("expected " + expects + ", found " + Problems.quote(text) + guess);
    }
}
