package ikabud.backend;

import ikabud.model.ProcessIdentity;
import ikabud.os.Processes;
import ikabud.os.SafeFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of a unit, as its control group lists them. */
final class ControlGroup {
    // The unified hierarchy, and systemd's own one beside controllers of version 1.
    private static final List<String> HIERARCHIES =
            List.of("/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified", "/sys/fs/cgroup");

    private static final int MOST = 1 << 20;

    private final Processes processes;

    ControlGroup(Processes processes) {
        this.processes = processes;
    }

    /** The living processes of a group; none where it has none. */
    List<ProcessIdentity> members(String group) {
        List<ProcessIdentity> members = new ArrayList<>();
        if (!group.isEmpty()) {
            for (int pid : pids(group)) {
                processes.identify(pid).ifPresent(members::add);
            }
        }
        return members;
    }

    private List<Integer> pids(String group) {
        for (String hierarchy : HIERARCHIES) {
            Optional<byte[]> list = SafeFiles.readRegular(Path.of(hierarchy + group, "cgroup.procs"), MOST);
            if (list.isPresent()) {
                return new String(list.get(), StandardCharsets.US_ASCII)
                        .lines()
                        .map(Integer::valueOf)
                        .toList();
            }
        }
        return List.of();
    }
}
