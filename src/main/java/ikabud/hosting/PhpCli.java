package ikabud.hosting;

import ikabud.os.Captured;
import ikabud.os.Spawner;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PHP's program for the command line, run as the account and within limits of time and output. Safe from any thread. */
public final class PhpCli {
    private static final int MOST = 64 * 1024;
    private static final List<String> NAMES =
            List.of("php", "php-cli", "php8.4", "php8.3", "php8.2", "php8.1", "php7.4");
    // Where hosters' control panels keep theirs.
    private static final List<Path> ELSEWHERE = List.of(Path.of("/usr/local/bin/php"), Path.of("/opt/bin/php"));
    private static final Map<Path, String> PANELS =
            Map.of(Path.of("/opt/cpanel"), "root/usr/bin/php", Path.of("/opt/alt"), "usr/bin/php");

    private final Path program;
    private final Spawner spawner;

    /** That program. */
    public PhpCli(Path program, Spawner spawner) {
        this.program = program;
        this.spawner = spawner;
    }

    /** Where one is; empty where none is found. */
    public static Optional<Path> find() {
        for (String name : NAMES) {
            Optional<Path> found = Spawner.find(name);
            if (found.isPresent()) {
                return found;
            }
        }
        return ELSEWHERE.stream().filter(Files::isExecutable).findFirst().or(PhpCli::ofPanel);
    }

    private static Optional<Path> ofPanel() {
        return PANELS.entrySet().stream()
                .flatMap(panel -> ofPanel(panel.getKey(), panel.getValue()).stream())
                .findFirst();
    }

    private static Optional<Path> ofPanel(Path panel, String program) {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(panel, "*php*")) {
            for (Path version : versions) {
                if (Files.isExecutable(version.resolve(program))) {
                    return Optional.of(version.resolve(program));
                }
            }
            return Optional.empty();
        } catch (IOException | DirectoryIteratorException none) {
            return Optional.empty();
        }
    }

    /**
     * Runs it with these arguments.
     *
     * @param environment all it gets
     */
    Captured run(List<String> arguments, Map<String, String> environment, Duration patience) {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "-d",
                "display_errors=0",
                "-d",
                "max_execution_time=" + Math.max(1, patience.toSeconds())));
        command.addAll(arguments);
        return spawner.run(command, environment, patience, MOST);
    }

    /** Runs the site's first script without a web server; what came of it, for a person, and whether that is well. */
    public SiteVisit.Impression runSite(Path script, Duration patience) {
        Captured run = run(List.of(script.toString()), Map.of("SCRIPT_NAME", "/index.php"), patience);
        String how = run.timedOut() ? "no end within " + patience.toSeconds() + " s" : "exit code " + run.exit();
        boolean well = run.succeeded();
        return new SiteVisit.Impression(well, well, program + " " + script + ": " + how);
    }
}
