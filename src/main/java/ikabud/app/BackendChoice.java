package ikabud.app;

import ikabud.backend.Backends;
import ikabud.backend.DirectBackend;
import ikabud.backend.FpmBinaries;
import ikabud.backend.Machine;
import ikabud.backend.Place;
import ikabud.backend.VirtualBackend;
import ikabud.config.Kinds;
import ikabud.config.Settings;
import ikabud.model.BackendKind;
import ikabud.model.Clock;
import ikabud.model.Layout;
import ikabud.os.Account;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Knows in which ways instances can be run here, and which is the usual one. Reads the settings when they are first needed.
 *
 * @param settings asked each time
 */
record BackendChoice(Layout layout, Machine machine, Clock clock, Kinds kinds, Supplier<Settings> settings) {
    private static final String USUAL_WEB_USER = "www-data";

    /** All ways there are. */
    Backends backends() {
        Place place = place();
        return new Backends(
                this::usual,
                Map.of(
                        BackendKind.DIRECT, () -> new DirectBackend(place),
                        BackendKind.VIRTUAL, () -> new VirtualBackend(place)));
    }

    /** How new instances are run where nobody says: a normal user without PHP-FPM has what the hoster gives. */
    BackendKind usual() {
        boolean fpm = !new FpmBinaries(machine).named().isEmpty();
        return layout.system() || fpm ? BackendKind.DIRECT : BackendKind.VIRTUAL;
    }

    /** Where instances are run. */
    Place place() {
        String php = settings.get().php();
        return new Place(layout, machine, clock, webUser(), php.equals(Settings.AUTO) ? null : php, kinds);
    }

    /** Who may connect to the sockets besides their owners; empty for nobody. */
    private String webUser() {
        String name = settings.get().webUser();
        if (name.equals(Settings.AUTO)) {
            return machine.users().byName(USUAL_WEB_USER).map(Account::name).orElse("");
        }
        return name.equals(Settings.NONE) ? "" : name;
    }
}
