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
                Map.of(BackendKind.DIRECT, () -> new DirectBackend(place), BackendKind.SYSTEMD, this::systemd));
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
        return layout.system() && layout.config().equals(UNITS_OF) && Systemd.isBooted();
    }

    private SystemdBackend systemd() {
        if (isForSystemd(place.layout())) {
            return new SystemdBackend(place, settings.startTimeout(), settings.stopTimeout());
        }
        String why = !place.layout().system()
                ? "only root's instances can be units"
                : Systemd.isBooted()
                        ? "an installation below IKABUD_ROOT has no units"
                        : "systemd does not run this machine";
        throw IkabudException.refused("running an instance by systemd", why, "use --backend direct");
    }

    // Who may connect to the sockets besides their owners; empty for nobody.
    private static String webUser(Machine machine, Settings settings) {
        if (settings.webUser().equals(Settings.AUTO)) {
            return machine.users().byName(USUAL_WEB_USER).map(Account::name).orElse("");
        }
        return settings.webUser().equals(Settings.NONE) ? "" : settings.webUser();
    }
}
