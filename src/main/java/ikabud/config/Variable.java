package ikabud.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Something about an instance that may be set.
 *
 * @param initial the value where nothing is set
 * @param least the smallest value in units (bytes, seconds or one), where there is one
 * @param most the largest value, likewise
 * @param allowed the words allowed for a choice; else empty
 */
public record Variable(
        String name,
        Type type,
        String initial,
        String description,
        OptionalLong least,
        OptionalLong most,
        List<String> allowed) {
    /** What a variable may hold. */
    public enum Type {
        /** A whole number. */
        NUMBER("a whole number", "\\d{1,9}"),
        /** Bytes, such as {@code 128M}. */
        SIZE("a size such as 128M", "\\d{1,6}[KMG]"),
        /** A time such as {@code 30s}. */
        DURATION("a time such as 30s or 2m", "\\d{1,6}[smh]?"),
        /** One of a few words. */
        CHOICE("one of the words", ".*"),
        /** Names with commas between them, or nothing. */
        WORDS("names with commas between them", "(\\w+(,\\w+)*)?"),
        /** Any text that cannot be read as part of a configuration file. */
        TEXT("a text without quotes, brackets, ';', '$' and control characters", "[^\\p{Cntrl}\"'\\[\\];$]{0,200}");

        private final String expects;

        @SuppressWarnings("ImmutableEnumChecker") // a Pattern is immutable
        private final Pattern shape;

        Type(String expects, String shape) {
            this.expects = expects;
            this.shape = Pattern.compile(shape);
        }

        /** The word in a manifest. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Keeps its own copy of the list. */
    public Variable {
        allowed = List.copyOf(allowed);
    }

    /** What would be right, in words. */
    public String expects() {
        if (type == Type.CHOICE) {
            return "one of " + String.join(", ", allowed);
        }
        StringBuilder text = new StringBuilder(type.expects);
        least.ifPresent(value -> text.append(", at least ").append(amount(value)));
        most.ifPresent(value -> text.append(", at most ").append(amount(value)));
        return text.toString();
    }

    /** What is wrong with a value; empty if nothing. */
    public Optional<String> problem(String value) {
        boolean fits = type.shape.matcher(value).matches()
                && (type != Type.CHOICE || allowed.contains(value))
                && inRange(units(type, value));
        if (fits) {
            return Optional.empty();
        }
        String guess = Nearest.to(value, allowed)
                .map(near -> ": did you mean " + Problems.quote(near) + "?")
                .orElse("");
        return Optional.of("expected " + expects() + ", found " + Problems.quote(value) + guess);
    }

    private boolean inRange(OptionalLong units) {
        return units.isEmpty()
                || (units.getAsLong() >= least.orElse(Long.MIN_VALUE)
                        && units.getAsLong() <= most.orElse(Long.MAX_VALUE));
    }

    /** A value in bytes, seconds or ones; empty for what is no amount. */
    static OptionalLong units(Type type, String value) {
        boolean amount = type == Type.NUMBER || type == Type.SIZE || type == Type.DURATION;
        if (!amount || !type.shape.matcher(value).matches()) {
            return OptionalLong.empty();
        }
        int last = value.length() - 1;
        char unit = value.charAt(last);
        String digits = Character.isDigit(unit) ? value : value.substring(0, last);
        return OptionalLong.of(Long.parseLong(digits) * factor(unit));
    }

    private static long factor(char unit) {
        return switch (unit) {
            case 'K' -> 1L << 10;
            case 'M' -> 1L << 20;
            case 'G' -> 1L << 30;
            case 'm' -> 60;
            case 'h' -> 3600;
            default -> 1;
        };
    }

    private String amount(long units) {
        return switch (type) {
            case SIZE -> units % (1 << 20) == 0 ? (units >> 20) + "M" : String.valueOf(units);
            case DURATION -> units + "s";
            case NUMBER, CHOICE, WORDS, TEXT -> String.valueOf(units);
        };
    }
}
