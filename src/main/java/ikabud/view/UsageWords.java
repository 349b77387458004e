package ikabud.view;

import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Says what was measured of a site, and when. */
public final class UsageWords {
    private UsageWords() {}

    /** Such as {@code 38.2M, measured 2026-11-20 14:05:33}; a dash where it is unknown. */
    public static String size(OptionalLong bytes, @Nullable Instant at, ZoneId zone) {
        return bytes.isEmpty() || at == null
                ? Cells.UNKNOWN
                : Numbers.bytes(bytes.getAsLong()) + ", measured " + Moments.full(at, zone);
    }
}
