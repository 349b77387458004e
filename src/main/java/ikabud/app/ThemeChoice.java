package ikabud.app;

import ikabud.model.IkabudException;
import ikabud.model.Layout;
import ikabud.os.SafeFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Remembers which theme was picked on the screen, in a small file of its own: the settings file is the administrator's. */
final class ThemeChoice {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");
    private static final int LONGEST = 64;
    private static final int MODE = 0600;

    private final Path file;
    private final SafeFiles files;

    ThemeChoice(Layout layout, SafeFiles files) {
        this.file = layout.state().resolve("theme");
        this.files = files;
    }

    /** The theme picked last; empty where none was, or what is there is no name. */
    Optional<String> read() {
        return SafeFiles.readRegular(file, LONGEST)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .filter(name -> NAME.matcher(name).matches());
    }

    /** Keeps the name; where that cannot be written, the choice ends with the screen. */
    void write(String name) {
        try {
            files.writeAtomically(
                    file,
                    (name + "\n").getBytes(StandardCharsets.UTF_8),
                    MODE,
                    SafeFiles.UNCHANGED,
                    SafeFiles.UNCHANGED);
        } catch (IkabudException unwritable) {
            return;
        }
    }
}
