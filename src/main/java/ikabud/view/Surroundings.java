package ikabud.view;

import ikabud.model.Layout;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What the picture must know of the world outside and cannot ask.
 *
 * @param backend how new instances are run: a word of {@link ikabud.model.BackendKind}
 * @param supervised who restarts what dies
 * @param user the name behind the effective uid; {@code root} is shown with a banner
 * @param layout where the files of this installation lie
 * @param theme name of the theme that is painted with
 * @param zone for the clock and for dates
 * @param interval time between two readings
 * @param notice one more thing the administrator should know, or empty
 */
public record Surroundings(
        String backend,
        Supervised supervised,
        String user,
        Layout layout,
        String theme,
        Glyphs glyphs,
        ZoneId zone,
        Duration interval,
        String notice) {
    /** The same with another theme. */
    public Surroundings withTheme(String name) {
        return new Surroundings(backend, supervised, user, layout, name, glyphs, zone, interval, notice);
    }

    /** The same with another interval. */
    public Surroundings withInterval(Duration changed) {
        return new Surroundings(backend, supervised, user, layout, theme, glyphs, zone, changed, notice);
    }

    /** The same, looked after by another. */
    public Surroundings with(Supervised changed) {
        return new Surroundings(backend, changed, user, layout, theme, glyphs, zone, interval, notice);
    }

    /** The same with another notice. */
    public Surroundings withNotice(String text) {
        return new Surroundings(backend, supervised, user, layout, theme, glyphs, zone, interval, text);
    }
}
