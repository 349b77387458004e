package ikabud.model;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 64K}, {@code 10M}, {@code 1G}; a bare number is bytes. */
public final class Sizes {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,12})([KMG]?)B?", Pattern.CASE_INSENSITIVE);

    private Sizes() {}

    /** The bytes a text means; empty where it is no size. */
    public static OptionalLong parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        int shift = switch (parts.group(2)) {
            case "K", "k" -> 10;
            case "M", "m" -> 20;
            case "G", "g" -> 30;
            default -> 0;
        };
        return OptionalLong.of(Long.parseLong(parts.group(1)) << shift);
    }

    /** The shortest text for that many bytes. */
    public static String format(long bytes) {
        for (int unit = 3; unit > 0; unit--) {
            if (bytes != 0 && bytes % (1L << (unit * 10)) == 0) {
                return (bytes >> (unit * 10)) + String.valueOf("KMG".charAt(unit - 1));
            }
        }
        return String.valueOf(bytes);
    }
}
