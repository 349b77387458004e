package ikabud.backend;

import ikabud.model.Instance;
import ikabud.model.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalInt;

/** The commands by which masters are started, for those who start them without Ikabud. */
public final class LaunchLines {
    private LaunchLines() {}

    /** The command for an instance whose configuration is on disk. */
    public static List<String> of(Layout layout, Instance instance) throws IOException {
        String config = Files.readString(layout.fpmConfig(instance.id()));
        return new LaunchChain(layout, layout.system())
                .master(instance, FpmTemplate.directives(config), OptionalInt.empty());
    }
}
