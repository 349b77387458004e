package ikabud.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a theme says about one role; null where it leaves something open.
 *
 * @param foreground a colour, or {@code $name} for one of the palette
 * @param background likewise
 */
record Paint(
        @Nullable String foreground,
        @Nullable String background,
        @Nullable Set<Attribute> attributes) {
    /** Leaves everything open. */
    static final Paint OPEN = new Paint(null, null, null);

    /** This, with what it leaves open taken from {@code below}. */
    Paint over(Paint below) {
        return new Paint(
                foreground != null ? foreground : below.foreground,
                background != null ? background : below.background,
                attributes != null ? attributes : below.attributes);
    }
}
