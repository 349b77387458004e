package ikabud.app;

import ikabud.model.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Tells a normal user that root has instances on this machine too: theirs are not all there are. */
final class SystemInstallation {
    static final String REMEDY = "sudo ikabud-top";

    // A normal user may pass through the first and look into neither.
    private static final List<Path> SIGNS = List.of(Path.of("/var/lib/ikabud/locks"), Path.of("/etc/ikabud/instances"));

    private SystemInstallation() {}

    /** What to say; empty for root, and where root has none. */
    static Optional<String> besides(Layout layout) {
        return layout.system() || SIGNS.stream().noneMatch(Files::exists)
                ? Optional.empty()
                : Optional.of("root has instances on this machine too");
    }
}
