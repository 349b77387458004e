package ikabud.config;

import ikabud.model.IkabudException;
import ikabud.model.Layout;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out where everything lies. Touches no file; whether a path can be trusted is for others to look at. */
public final class Layouts {
    /** Moves everything below one directory. */
    public static final String ROOT_VARIABLE = "IKABUD_ROOT";

    private static final Path SYSTEM_CONFIG = Path.of("/etc/ikabud");
    private static final String SETTINGS_FILE = "ikabud.json";

    private Layouts() {}

    /**
     * The layout for a user: {@code IKABUD_ROOT} if set, else the system's directories for root, else those of {@code
     * XDG_CONFIG_HOME} and {@code XDG_STATE_HOME}, which root ignores.
     */
    public static Layout detect(Map<String, String> environment, int uid) {
        boolean system = uid == 0;
        Optional<Path> root = root(environment);
        if (root.isPresent()) {
            Path top = root.get();
            return new Layout(top.resolve("etc"), top.resolve("state"), top.resolve("run"), top.resolve("log"), system);
        }
        if (system) {
            return new Layout(
                    SYSTEM_CONFIG,
                    Path.of("/var/lib/ikabud"),
                    Path.of("/run/ikabud"),
                    Path.of("/var/log/ikabud"),
                    true);
        }
        Path config = base(environment, "XDG_CONFIG_HOME", ".config").resolve("ikabud");
        Path state = base(environment, "XDG_STATE_HOME", ".local/state").resolve("ikabud");
        // Not XDG_RUNTIME_DIR: it is wiped at logout, sockets with it.
        return new Layout(config, state, state.resolve("run"), state.resolve("log"), false);
    }

    /** The settings files that hold for a layout, the strongest last. As root, and below IKABUD_ROOT, there is one only. */
    public static List<Path> settingsFiles(Map<String, String> environment, Layout layout) {
        List<Path> files = new ArrayList<>();
        if (!layout.system() && root(environment).isEmpty()) {
            files.add(SYSTEM_CONFIG.resolve(SETTINGS_FILE));
        }
        files.add(layout.config().resolve(SETTINGS_FILE));
        return files;
    }

    private static Optional<Path> root(Map<String, String> environment) {
        String value = environment.getOrDefault(ROOT_VARIABLE, "");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> path = absolute(value);
        if (path.isEmpty()) {
            throw IkabudException.usage(
                    ROOT_VARIABLE + "=" + Problems.quote(value),
                    "it is not an absolute path",
                    "write one such as /srv/try");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw IkabudException.usage(
                    ROOT_VARIABLE + "=" + Problems.quote(value),
                    "it holds a control character",
                    "write one such as /srv/try");
        }
        return path;
    }

    // The XDG base directory specification: what is not absolute is to be ignored.
    private static Path base(Map<String, String> environment, String variable, String below) {
        Optional<Path> given = absolute(environment.getOrDefault(variable, ""));
        return given.orElseGet(() -> home(environment).resolve(below));
    }

    private static Path home(Map<String, String> environment) {
        return absolute(environment.getOrDefault("HOME", ""))
                .or(() -> absolute(System.getProperty("user.home", "")))
                .orElseThrow(() -> IkabudException.usage(
                        "home directory", "HOME is not set to an absolute path", "set HOME or " + ROOT_VARIABLE));
    }

    private static Optional<Path> absolute(String text) {
        try {
            Path path = Path.of(text);
            return path.isAbsolute() ? Optional.of(path.normalize()) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
