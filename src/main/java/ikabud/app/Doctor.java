package ikabud.app;

import ikabud.app.Finding.Level;
import ikabud.backend.Drift;
import ikabud.backend.FpmBinaries;
import ikabud.backend.FpmBinary;
import ikabud.backend.Machine;
import ikabud.config.Depth;
import ikabud.config.Problem;
import ikabud.config.Settings;
import ikabud.config.Themes;
import ikabud.manager.Upkept;
import ikabud.model.IkabudException;
import ikabud.model.Layout;
import ikabud.os.Mount;
import ikabud.os.SafeFiles;
import ikabud.os.Spawner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Looks at what Ikabud needs of the machine, and at what it has made, and says what to do about what is amiss. */
final class Doctor {
    private static final long LITTLE_SPACE = 100L << 20;
    private static final List<String> CHAIN = List.of("setsid", "flock", "prlimit", "setpriv");

    private final Machine machine;
    private final Layout layout;
    private final Settings settings;
    private final List<Finding> findings = new ArrayList<>();

    Doctor(Machine machine, Layout layout, Settings settings) {
        this.machine = machine;
        this.layout = layout;
        this.settings = settings;
    }

    /**
     * Everything there is to say, in the order in which it matters.
     *
     * @param upkeep finds, and may mend, what is amiss with the instances themselves
     */
    List<Finding> look(Supplier<List<Upkept>> upkeep) {
        php();
        programs();
        state();
        webUser();
        kernel();
        findings.addAll(HeldLimits.findings(machine));
        temporaryDirectory();
        theme();
        findings.add(new MailCheck(Path.of("/")).look());
        instances(upkeep);
        if (!layout.system()) {
            logout();
            systemInstallation();
        }
        return List.copyOf(findings);
    }

    private void php() {
        FpmBinaries binaries = new FpmBinaries(machine);
        try {
            binaries.choose(null);
        } catch (IkabudException missingOrTooOld) {
            // A normal user cannot mend that, and has the account's web server.
            Level level = layout.system() ? Level.PROBLEM : Level.NOTE;
            add(level, missingOrTooOld.what(), missingOrTooOld.why(), missingOrTooOld.remedy());
        }
        for (FpmBinary binary : binaries.all()) {
            add(Level.OK, "php-fpm " + binary.version(), binary.path().toString(), "");
        }
    }

    private void programs() {
        List<String> missing =
                CHAIN.stream().filter(name -> Spawner.find(name).isEmpty()).toList();
        if (missing.isEmpty()) {
            add(Level.OK, "launch chain", String.join(", ", CHAIN) + " are there", "");
        } else {
            add(
                    Level.PROBLEM,
                    "launch chain",
                    String.join(", ", missing) + " not found on " + Spawner.PATH,
                    "apt install util-linux");
        }
    }

    private void state() {
        Path state = nearest(layout.state());
        if (machine.files().isNetworkFileSystem(state)) {
            String type = machine.files().mount(state).map(Mount::type).orElse("?");
            add(
                    Level.PROBLEM,
                    "state directory",
                    layout.state() + " is on a network file system: " + type,
                    "set IKABUD_ROOT");
        } else if (!Files.isWritable(state)) {
            add(Level.PROBLEM, "state directory", layout.state() + " cannot be written", "check its owner and mount");
        } else {
            add(Level.OK, "state directory", layout.state().toString(), "");
        }
        damaged();
        OptionalLong free = SafeFiles.freeBytes(state);
        if (free.isPresent() && free.getAsLong() < LITTLE_SPACE) {
            add(Level.WARNING, "free disk", (free.getAsLong() >> 20) + " MB left at " + state, "make room");
        }
        if (layout.system()) {
            trust(layout.state());
            trust(layout.config());
        }
    }

    private void damaged() {
        String prefix = layout.database().getFileName() + ".corrupt-";
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(layout.state(), prefix + "*[0-9Z]")) {
            for (Path file : kept) {
                add(Level.WARNING, "damaged state file", "kept as " + file, "look into it, then delete it");
            }
        } catch (IOException | DirectoryIteratorException none) {
            return;
        }
    }

    private void trust(Path path) {
        try {
            machine.files().requireTrustedPath(path);
        } catch (IkabudException untrusted) {
            add(untrusted);
        }
    }

    private static Path nearest(Path path) {
        Path there = path;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private void webUser() {
        String name = settings.webUser().equals(Settings.AUTO) ? "www-data" : settings.webUser();
        if (settings.webUser().equals(Settings.NONE)) {
            add(Level.NOTE, "web-user", "nobody but the owner may connect to the sockets", "");
        } else if (machine.users().byName(name).isPresent()) {
            add(Level.OK, "web-user", name + " may connect to the sockets", "");
        } else {
            add(
                    settings.webUser().equals(Settings.AUTO) ? Level.NOTE : Level.PROBLEM,
                    "web-user",
                    "there is no user " + name + ", so only the owner may connect to the sockets",
                    "set web-user in ikabud.json to the user your web server runs as");
        }
    }

    private void kernel() {
        if (machine.proc().read("self/smaps_rollup").isEmpty()) {
            add(
                    Level.NOTE,
                    "smaps_rollup",
                    "the kernel has none",
                    "memory is shown as RSS, which counts shared pages often");
        }
        if (machine.proc().path("1/stat").toFile().canRead()) {
            add(Level.OK, "/proc", "processes of all users can be seen", "");
        } else {
            add(Level.WARNING, "/proc", "only our own processes can be seen (hidepid)", "run as root to see all");
        }
    }

    private void temporaryDirectory() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        if (machine.files().isNoexec(temporary)) {
            add(Level.OK, "temporary directory", temporary + " is noexec; native libraries are kept elsewhere", "");
        }
    }

    private void theme() {
        for (Problem problem :
                new Themes(layout).load(settings.theme(), Depth.TRUE).problems()) {
            add(Level.WARNING, "theme " + settings.theme(), problem.line(), "mend it, or choose another theme");
        }
    }

    private void instances(Supplier<List<Upkept>> upkeep) {
        if (!Files.exists(layout.database())) {
            return;
        }
        List<Upkept> all;
        try {
            all = upkeep.get();
        } catch (IkabudException failure) {
            add(failure);
            return;
        }
        if (all.isEmpty()) {
            add(Level.OK, "instances", "users, directories, files and sockets are as they were made", "");
        }
        for (Upkept each : all) {
            Drift drift = each.drift();
            String what = each.id() + ": " + drift.what();
            boolean canMend = drift.mend() != null && each.failure().isEmpty();
            String remedy = canMend && !each.mended() ? "`ikabud doctor --fix` mends it" : drift.remedy();
            String why = drift.why() + (each.failure().isEmpty() ? "" : "; mending it failed: " + each.failure());
            Level level = each.mended() ? Level.OK : drift.mend() == null ? Level.PROBLEM : Level.WARNING;
            add(level, what, each.mended() ? "mended: " + why : why, remedy);
        }
    }

    private void logout() {
        String user = System.getProperty("user.name", "");
        boolean lingers = Files.exists(Path.of("/var/lib/systemd/linger").resolve(user.isEmpty() ? "?" : user));
        String logind = SafeFiles.readRegular(Path.of("/etc/systemd/logind.conf"), 1 << 16)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        boolean kills = logind.lines().anyMatch(line -> line.strip().matches("KillUserProcesses *= *(yes|true|1|on)"));
        if (kills && !lingers) {
            add(
                    Level.WARNING,
                    "logging out",
                    "systemd ends your processes when you log out (KillUserProcesses=yes)",
                    "loginctl enable-linger " + user);
        }
    }

    private void systemInstallation() {
        SystemInstallation.besides(layout)
                .ifPresent(text -> add(Level.NOTE, "system installation", text, SystemInstallation.REMEDY));
    }

    private void add(IkabudException problem) {
        add(Level.PROBLEM, problem.what(), problem.why(), problem.remedy());
    }

    private void add(Level level, String what, String why, String remedy) {
        findings.add(new Finding(level, what, why, remedy));
    }
}
