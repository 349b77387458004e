package ikabud.support;

import ikabud.os.Cgroups;
import ikabud.os.Controller;
import ikabud.os.ProcFs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The control groups of the machine that runs the tests. */
public final class Groups {
    private static final Path ALL = Path.of("/sys/fs/cgroup");

    private Groups() {}

    /** Skips the test, and says so aloud, where the kernel lets us make no groups. */
    public static void needed() {
        Cgroups cgroups = new Cgroups(new ProcFs());
        for (Controller controller : Controller.values()) {
            Cgroups.Offer offer = cgroups.offer(controller);
            if (offer.version().isEmpty()) {
                String why = "SKIPPED, limits cannot be tested here: " + controller + ": " + offer.why();
                System.err.println(why);
                Assumptions.abort(why);
            }
        }
    }

    /** The directories of our groups that a process is in, by what the kernel says of it. */
    public static List<Path> of(int pid) {
        return new ProcFs()
                .read(pid + "/cgroup")
                .orElse("")
                .lines()
                .filter(line -> line.contains("/ikabud/"))
                .map(line -> line.split(":", 3))
                .map(parts -> directory(parts[1], parts[2]))
                .toList();
    }

    private static Path directory(String controller, String path) {
        Path first = ALL.resolve(controller.isEmpty() ? "unified" : controller);
        return Path.of((Files.isDirectory(first) ? first : ALL) + path);
    }

    /** One of those with that file in it, and what it says. */
    public static String read(int pid, String file) {
        return of(pid).stream()
                .map(group -> group.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .map(Groups::text)
                .orElse("");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The number behind a word in such a file. */
    public static long count(int pid, String file, String word) {
        Optional<String> line = read(pid, file)
                .lines()
                .filter(one -> one.startsWith(word + " "))
                .findFirst();
        return line.map(one -> Long.parseLong(one.substring(word.length() + 1))).orElse(-1L);
    }

    /** The groups anywhere whose name ends so. */
    public static List<Path> left(String ending) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.walk(ALL)) {
            all.filter(path -> path.getFileName().toString().endsWith(ending)).forEach(found::add);
        } catch (IOException | UncheckedIOException changing) {
            return found;
        }
        return found;
    }
}
