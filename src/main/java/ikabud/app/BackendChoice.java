package ikabud.app;

import ikabud.app.Finding.Level;
import ikabud.backend.Backends;
import ikabud.backend.DirectBackend;
import ikabud.backend.FpmBinaries;
import ikabud.backend.Machine;
import ikabud.backend.Place;
import ikabud.backend.SystemdBackend;
import ikabud.backend.VirtualBackend;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Knows in which ways instances can be run here, and which is the usual one. Reads the settings when they are first needed.
 *
 * @param settings asked each time
 */
record BackendChoice(Layout layout, Machine machine, Clock clock, Kinds kinds, Supplier<Settings> settings) {
    private static final String USUAL_WEB_USER = "www-data";

    // Units have one name for the whole machine, so only one installation can have them.
    private static final Path UNITS_OF = Path.of("/etc/ikabud");

    /** All of them as one; each is made when the first instance is run that way. */
    Backends backends() {
        Place place = place();
        return new Backends(
                this::usual,
                Map.of(
                        BackendKind.DIRECT, () -> new DirectBackend(place),
                        BackendKind.SYSTEMD, () -> systemd(place),
                        BackendKind.VIRTUAL, () -> new VirtualBackend(place)),
                this::missing);
    }

    /** What this machine or this installation lacks for that way to run instances; empty where nothing. */
    private List<String> missing(BackendKind kind) {
        return switch (kind) {
            case SYSTEMD -> missingForSystemd();
            case DIRECT -> List.of();
            case VIRTUAL ->
                layout.system() ? List.of("root's instances are not served by an account's web server") : List.of();
        };
    }

    private List<String> missingForSystemd() {
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

    /** Which ways there are here, and what stands against the others. */
    Finding finding() {
        BackendKind usual = usual();
        String others = Arrays.stream(BackendKind.values())
                .filter(kind -> kind != usual)
                .map(this::possible)
                .collect(Collectors.joining(", "));
        boolean virtual = usual == BackendKind.VIRTUAL;
        return new Finding(
                virtual ? Level.NOTE : Level.OK,
                "backend",
                "new instances are run by " + usual.word() + "; " + others,
                virtual ? "the web server of the account serves the sites; Ikabud opens, shuts and watches them" : "");
    }

    private String possible(BackendKind kind) {
        List<String> missing = new ArrayList<>(missing(kind));
        if (kind != BackendKind.VIRTUAL && new FpmBinaries(machine).named().isEmpty()) {
            missing.add("there is no php-fpm that could be run");
        }
        return missing.isEmpty()
                ? kind.word() + " can be asked for"
                : "not " + kind.word() + ": " + String.join("; ", missing);
    }

    /** The one for new instances of which nothing is said: what is set, else the most isolated that is possible. */
    BackendKind usual() {
        String set = settings.get().backend();
        return set.equals(Settings.AUTO) ? best() : BackendKind.valueOf(set.toUpperCase(Locale.ROOT));
    }

    /** The most isolated that is possible here; a normal user without PHP-FPM has what the hoster gives. */
    BackendKind best() {
        if (isForSystemd()) {
            return BackendKind.SYSTEMD;
        }
        boolean direct = layout.system() || !new FpmBinaries(machine).named().isEmpty();
        return direct ? BackendKind.DIRECT : BackendKind.VIRTUAL;
    }

    /** Whether instances of that installation can be units: root's own, at its usual place. */
    private boolean isForSystemd() {
        return missingForSystemd().isEmpty();
    }

    private SystemdBackend systemd(Place place) {
        List<String> missing = missingForSystemd();
        if (missing.isEmpty()) {
            Settings set = settings.get();
            return new SystemdBackend(place, set.startTimeout(), set.stopTimeout());
        }
        throw IkabudException.refused(
                "running an instance by systemd", String.join("; ", missing), "use --backend direct");
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
