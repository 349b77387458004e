package ikabud.app;

import ikabud.backend.Backends;
import ikabud.backend.DirectBackend;
import ikabud.backend.Machine;
import ikabud.backend.Place;
import ikabud.backend.SystemdBackend;
import ikabud.config.Kinds;
import ikabud.config.Settings;
import ikabud.model.BackendKind;
import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.Layout;
import ikabud.os.Account;
import ikabud.os.Systemd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which ways to run instances there are here, and which is the usual one. */
final class BackendChoice {
    private static final String USUAL_WEB_USER = "www-data";

    // Units have one name for the whole machine, so only one installation can have them.
    private static final Path UNITS_OF = Path.of("/etc/ikabud");

    private final Settings settings;
    private final Place place;

    BackendChoice(Machine machine, Layout layout, Settings settings, Clock clock, Kinds kinds) {
        this.settings = settings;
        String php = settings.php().equals(Settings.AUTO) ? null : settings.php();
        this.place = new Place(layout, machine, clock, webUser(machine, settings), php, kinds);
    }

    /** All of them as one; each is made when the first instance is run that way. */
    Backends all() {
        return new Backends(
                () -> usual(place.layout(), settings),
                Map.of(BackendKind.DIRECT, () -> new DirectBackend(place), BackendKind.SYSTEMD, this::systemd),
                this::missing);
    }

    /** What this machine or this installation lacks for that way to run instances; empty where nothing. */
    private List<String> missing(BackendKind kind) {
        return switch (kind) {
            case SYSTEMD -> missingForSystemd(place.layout());
            case DIRECT -> List.of();
            case VIRTUAL -> List.of("there is no such way yet");
        };
    }

    private static List<String> missingForSystemd(Layout layout) {
        List<String> missing = new ArrayList<>();
        if (!layout.system()) {
            missing.add("only root's instances can be units, and these are a normal user's");
        } else if (!layout.config().equals(UNITS_OF)) {
            missing.add("an installation below IKABUD_ROOT has no units");
        }
        if (!Systemd.isBooted()) {
            missing.add("systemd does not run this machine");
        }
        return missing;
    }

    /** The one for new instances of which nothing is said: what is set, else the most isolated that is possible. */
    static BackendKind usual(Layout layout, Settings settings) {
        if (!settings.backend().equals(Settings.AUTO)) {
            return BackendKind.valueOf(settings.backend().toUpperCase(Locale.ROOT));
        }
        return isForSystemd(layout) ? BackendKind.SYSTEMD : BackendKind.DIRECT;
    }

    /** Whether instances of that installation can be units: root's own, at its usual place. */
    static boolean isForSystemd(Layout layout) {
        return missingForSystemd(layout).isEmpty();
    }

    private SystemdBackend systemd() {
        List<String> missing = missingForSystemd(place.layout());
        if (missing.isEmpty()) {
            return new SystemdBackend(place, settings.startTimeout(), settings.stopTimeout());
        }
        throw IkabudException.refused(
                "running an instance by systemd", String.join("; ", missing), "use --backend direct");
    }

    // Who may connect to the sockets besides their owners; empty for nobody.
    private static String webUser(Machine machine, Settings settings) {
        if (settings.webUser().equals(Settings.AUTO)) {
            return machine.users().byName(USUAL_WEB_USER).map(Account::name).orElse("");
        }
        return settings.webUser().equals(Settings.NONE) ? "" : settings.webUser();
    }
}
