package ikabud.backend;

import ikabud.model.IkabudException;
import ikabud.model.PlainText;
import ikabud.os.Captured;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The PHP-FPMs of this machine, several side by side. A binary is asked for its version once, until its file changes. */
public final class FpmBinaries {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 4096;
    private static final String INSTALL = "install one, on Debian: apt-get install php-fpm";

    private static final Pattern VERSION_IN_NAME = Pattern.compile("php-fpm(\\d{1,2})\\.(\\d{1,2})");

    private record Known(long size, long modified, Optional<FpmBinary> binary) {}

    private final Machine machine;
    private final Path root;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** Looks on this machine. */
    public FpmBinaries(Machine machine) {
        this(machine, Path.of("/"));
    }

    FpmBinaries(Machine machine, Path root) {
        this.machine = machine;
        this.root = root;
    }

    /** All that can be used, newest first. */
    public List<FpmBinary> all() {
        return found().stream().filter(FpmBinary::isNewEnough).toList();
    }

    /** The versions that stand in the names of the programs, such as {@code php-fpm8.2}, newest first; runs none. */
    public List<String> named() {
        return candidates().stream()
                .map(file -> VERSION_IN_NAME.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .sorted(Comparator.comparing((Matcher name) -> Integer.valueOf(name.group(1)))
                        .thenComparing(name -> Integer.valueOf(name.group(2)))
                        .reversed())
                .map(name -> name.group(1) + "." + name.group(2))
                .distinct()
                .toList();
    }

    /**
     * The one to use.
     *
     * @param version such as {@code 8.2}; null for the newest
     */
    public FpmBinary choose(@Nullable String version) {
        List<FpmBinary> found = found();
        Optional<FpmBinary> match = found.stream()
                .filter(binary -> version == null || binary.version().equals(version))
                .findFirst();
        String asked = version == null ? "php-fpm" : "php-fpm " + PlainText.shorten(PlainText.neutralise(version), 20);
        if (match.isEmpty()) {
            throw IkabudException.failed(
                    asked, found.isEmpty() ? "none is installed" : "installed are only " + names(found), INSTALL);
        }
        if (!match.get().isNewEnough()) {
            throw IkabudException.failed(
                    asked,
                    match.get().path() + " is " + match.get().release() + ", which is too old",
                    "use 7.3 or later");
        }
        return match.get();
    }

    private static String names(List<FpmBinary> found) {
        return String.join(
                ", ", found.stream().map(FpmBinary::version).distinct().toList());
    }

    private List<FpmBinary> found() {
        return candidates().stream()
                .map(this::ask)
                .flatMap(Optional::stream)
                .sorted(FpmBinary.NEWEST_FIRST)
                .toList();
    }

    // /usr/sbin/php-fpm8.2, /usr/local/sbin/php-fpm, /opt/php-8.3/sbin/php-fpm, /opt/remi/php82/root/usr/sbin/php-fpm
    private Set<Path> candidates() {
        List<Path> directories = new ArrayList<>(List.of(root.resolve("usr/sbin"), root.resolve("usr/local/sbin")));
        for (Path vendor : list(root.resolve("opt"), "*")) {
            directories.add(vendor.resolve("sbin"));
            list(vendor, "*").forEach(collection -> directories.add(collection.resolve("root/usr/sbin")));
        }
        Set<Path> candidates = new LinkedHashSet<>();
        for (Path directory : directories) {
            for (Path file : list(directory, "php-fpm*")) {
                real(file).filter(Files::isExecutable).ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private Optional<FpmBinary> ask(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Known before = known.get(file);
            if (before == null
                    || before.size() != now.size()
                    || before.modified() != now.lastModifiedTime().toMillis()) {
                before = new Known(now.size(), now.lastModifiedTime().toMillis(), run(file));
                known.put(file, before);
            }
            return before.binary();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Optional<FpmBinary> run(Path file) {
        try {
            machine.files().requireTrustedPath(file);
            Captured captured = machine.spawner().run(List.of(file.toString(), "-v"), Map.of(), PATIENCE, MOST);
            return captured.succeeded() ? FpmBinary.parse(file, captured.output()) : Optional.empty();
        } catch (IkabudException unusable) {
            return Optional.empty();
        }
    }

    private static Optional<Path> real(Path file) {
        try {
            return Optional.of(file.toRealPath());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static List<Path> list(Path directory, String glob) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(entries::add);
        } catch (IOException missing) {
            return List.of();
        }
        entries.sort(null);
        return entries;
    }
}
