package ikabud.support;

import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.model.LogLine;
import ikabud.view.Glyphs;
import ikabud.view.LogState;
import ikabud.view.ScreenState;
import ikabud.view.Supervised;
import ikabud.view.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** States of the screen for tests. */
public final class Screens {
    private Screens() {}

    /** The screen as it opens on the usual machine, for an ordinary administrator. */
    public static ScreenState opened() {
        return ScreenState.initial(new Surroundings(
                "direct",
                Supervised.BY_NOBODY,
                "ana",
                layout(),
                "dark",
                Glyphs.UNICODE,
                ZoneOffset.UTC,
                Duration.ofSeconds(2),
                ""));
    }

    /** The same with an instance selected and lines in its log. */
    public static ScreenState looking(String id) {
        InstanceId instance = new InstanceId(id);
        LogState log = LogState.INITIAL.of(instance).appended(log(), 0, 2000);
        return opened().with(opened().table().select(instance)).with(log);
    }

    /** The directories of root's installation. */
    public static Layout layout() {
        return new Layout(
                Path.of("/etc/ikabud"),
                Path.of("/var/lib/ikabud"),
                Path.of("/run/ikabud"),
                Path.of("/var/log/ikabud"),
                true);
    }

    /** What a shop under load writes. */
    public static List<LogLine> log() {
        return List.of(
                line(LogKind.FPM, "14:01:07", "NOTICE: fpm is running, pid 21893"),
                line(LogKind.FPM, "14:01:07", "NOTICE: ready to handle connections"),
                line(
                        LogKind.PHP,
                        "14:02:11",
                        "PHP Warning:  Undefined array key \"coupon\" in /srv/shop/cart.php on line 112"),
                line(
                        LogKind.PHP,
                        "14:02:58",
                        "PHP Notice:  Only variables should be passed by reference in /srv/shop/tax.php on line 9"),
                line(
                        LogKind.FPM,
                        "14:03:20",
                        "WARNING: [pool shop] server reached pm.max_children setting (20), consider raising it"),
                line(
                        LogKind.PHP,
                        "14:04:02",
                        "PHP Fatal error:  Uncaught TypeError: price(): Argument #1 must be of type float, null given in /srv/shop/price.php:31"),
                line(
                        LogKind.PHP,
                        "14:04:02",
                        "Stack trace: #0 /srv/shop/checkout.php(204): price(NULL) #1 {main} thrown in /srv/shop/price.php on line 31"),
                line(
                        LogKind.FPM,
                        "14:04:40",
                        "WARNING: [pool shop] child 21911, script '/srv/shop/report.php' executing too slow (5.2 sec), logging"),
                line(LogKind.SLOW, "14:04:40", "[0x00007f2a] mysqli_query() /srv/shop/report.php:77"),
                line(LogKind.PHP, "14:05:30", "order 10442 paid: 3 items, 84.20 EUR"));
    }

    private static LogLine line(LogKind source, String time, String text) {
        return LogLine.parse(source, "[20-Nov-2026 " + time + "] " + text);
    }
}
