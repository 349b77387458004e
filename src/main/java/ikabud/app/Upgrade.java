package ikabud.app;

import ikabud.backend.Machine;
import ikabud.model.IkabudException;
import ikabud.os.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices that the jar or the JDK this runs from was replaced on disk, and tries whether what is there now starts. Confined
 * to one thread at a time.
 */
final class Upgrade {
    private static final Duration TRIAL = Duration.ofSeconds(20);
    private static final int MOST = 4096;
    private static final String MISSING = "missing";

    private final Machine machine;
    private final Map<String, String> environment;
    private final List<Path> files = new ArrayList<>();
    private final Optional<Path> jar;
    private final List<String> began;
    private List<String> last;
    private List<String> tried;

    Upgrade(Machine machine, Map<String, String> environment) {
        this.machine = machine;
        this.environment = OwnProgram.environment(environment);
        this.jar = jar();
        Path home = Path.of(System.getProperty("java.home"));
        jar.ifPresent(files::add);
        files.addAll(
                List.of(home.resolve("release"), home.resolve("lib/modules"), home.resolve("lib/server/libjvm.so")));
        this.began = stamps();
        this.last = began;
        this.tried = began;
    }

    private static Optional<Path> jar() {
        String path = System.getProperty("java.class.path", "");
        return path.endsWith(".jar") && path.indexOf(':') < 0
                ? Optional.of(Path.of(path).toAbsolutePath())
                : Optional.empty();
    }

    private List<String> stamps() {
        return files.stream().map(Upgrade::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return seen.fileKey() + " " + seen.lastModifiedTime().toMillis() + " " + seen.size();
        } catch (IOException none) {
            return MISSING;
        }
    }

    /** What was replaced since we started, such as {@code the jar}; empty where nothing was. */
    Optional<String> changed() {
        List<String> now = stamps();
        if (now.equals(began)) {
            return Optional.empty();
        }
        boolean sameJar = jar.isEmpty() || now.get(0).equals(began.get(0));
        return Optional.of(sameJar ? "the JDK" : "the jar");
    }

    /**
     * Whether something was replaced, is complete as far as can be seen, and starts: to be asked every few seconds.
     *
     * @throws IkabudException once for each replacement that does not start
     */
    boolean isReady() {
        List<String> now = stamps();
        boolean settled = now.equals(last);
        last = now;
        boolean whole = jar.isEmpty() || !now.get(0).equals(MISSING);
        if (now.equals(tried) || !settled || !whole) {
            return false;
        }
        tried = now;
        if (now.equals(began)) {
            return false;
        }
        requireStarts();
        return true;
    }

    private void requireStarts() {
        List<String> command = new ArrayList<>(OwnProgram.command(machine.proc()));
        command.add("--version");
        Captured trial = machine.spawner().run(command, environment, TRIAL, MOST);
        if (trial.exit() != 0) {
            throw IkabudException.failed(
                    "upgrade of the supervisor",
                    changed().orElse("it") + " was replaced and does not start, \""
                            + trial.output().strip() + "\"",
                    "the one that runs goes on; replace it again");
        }
    }
}
