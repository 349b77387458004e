package ikabud.backend;

import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.os.Spawner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The commands by which masters are started, for those who start them without Ikabud. */
public final class LaunchLines {
    private LaunchLines() {}

    /** The command for an instance whose configuration is on disk, with what else a shell needs for the same start. */
    public static List<String> of(Layout layout, Instance instance) throws IOException {
        String config = Files.readString(layout.fpmConfig(instance.id()));
        List<String> line = new ArrayList<>(List.of("setsid", "env", "-i", "PATH=" + Spawner.PATH));
        LaunchChain.ENVIRONMENT.forEach((name, value) -> line.add(name + "=" + value));
        line.addAll(new LaunchChain(layout, layout.system())
                .master(instance, FpmTemplate.directives(config), OptionalInt.empty()));
        return line;
    }
}
