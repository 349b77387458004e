package ikabud.demo;

import ikabud.model.IkabudException;
import ikabud.model.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The private root that the launcher made for one demo. Its file {@code demo} marks it and names the first of five uids
 * that nobody has; the file is empty where we are not root.
 */
record Stage(Path root, Optional<Integer> firstUid) {
    private static final int MOST_DIGITS = 9;

    /** The stage we stand on; refused unless the launcher marked this root as one. */
    static Stage of(Layout layout) {
        Path root = layout.state().toAbsolutePath().getParent();
        Path marker = root == null ? null : root.resolve("demo");
        if (root == null || marker == null || !Files.isRegularFile(marker)) {
            throw IkabudException.refused(
                    "the demo",
                    "it needs a private root, and " + layout.state() + " is not in one",
                    "start it with `ikabud-top --demo`");
        }
        return new Stage(root, uid(marker));
    }

    private static Optional<Integer> uid(Path marker) {
        try {
            String text = Files.readString(marker).strip();
            return text.matches("\\d{1," + MOST_DIGITS + "}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
        } catch (IOException unreadable) {
            throw unusable(marker, unreadable);
        }
    }

    /** Who the site runs as: a uid of its own without a name, or null for the caller. */
    @Nullable
    String user(Site site) {
        return firstUid.map(first -> "#" + (first + site.uidOffset())).orElse(null);
    }

    /** Where the site's page is. */
    Path documentRoot(Site site) {
        return root.resolve("sites").resolve(site.id().value());
    }

    /** The site's only page. */
    Path page(Site site) {
        return documentRoot(site).resolve("index.php");
    }

    /** Writes the site's page, which the site can read and not write. */
    void furnish(Site site) {
        Path directory = documentRoot(site);
        try (InputStream script = Stage.class.getResourceAsStream(site.script())) {
            if (script == null) {
                throw IkabudException.failed("the demo", site.script() + " is not in the jar", "build it again");
            }
            Files.createDirectories(directory);
            Files.write(page(site), script.readAllBytes());
            Files.setPosixFilePermissions(page(site), PosixFilePermissions.fromString("rw-r--r--"));
            for (Path shown : new Path[] {directory, root.resolve("sites")}) {
                Files.setPosixFilePermissions(shown, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        } catch (IOException unwritable) {
            throw unusable(directory, unwritable);
        }
    }

    private static IkabudException unusable(Path path, IOException cause) {
        return IkabudException.failed(
                "the demo", path + ": " + cause.getMessage(), "see whether the disk is full or read-only", cause);
    }
}
