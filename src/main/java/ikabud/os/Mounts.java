package ikabud.os;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is mounted where, from {@code /proc/self/mountinfo}. */
public final class Mounts {
    private static final int MOST = 16 << 20;
    private static final Pattern ESCAPED = Pattern.compile("\\\\([0-3][0-7]{2})");

    private final ProcFs proc;

    /** Reads {@code proc} at each call. */
    public Mounts(ProcFs proc) {
        this.proc = proc;
    }

    /** The mount that holds a path; the path is taken as it is, so resolve links before. */
    public Optional<Mount> of(Path path) {
        return of(path, parse(proc.readWhole("self/mountinfo", MOST)));
    }

    // The deepest point that is above the path; of two at one point the later one, which hides the other.
    static Optional<Mount> of(Path path, List<Mount> mounts) {
        Path wanted = path.toAbsolutePath().normalize();
        Optional<Mount> best = Optional.empty();
        for (Mount mount : mounts) {
            boolean deeper = best.isEmpty()
                    || mount.point().getNameCount() >= best.get().point().getNameCount();
            if (deeper && wanted.startsWith(mount.point())) {
                best = Optional.of(mount);
            }
        }
        return best;
    }

    // 27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
    static List<Mount> parse(String table) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : table.split("\n", -1)) {
            int dash = line.indexOf(" - ");
            String[] before = line.split(" ", 7);
            if (dash < 0 || before.length < 7) {
                continue;
            }
            String type = line.substring(dash + 3).split(" ", 2)[0];
            Set<String> options = Set.copyOf(Arrays.asList(before[5].split(",", -1)));
            ProcFs.toPath(unescape(before[4]))
                    .ifPresent(point -> mounts.add(new Mount(point, before[2], type, options)));
        }
        return mounts;
    }

    // A blank is written as \040. Only the kernel writes here, and a mount point holds no NUL.
    static String unescape(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 8))));
    }
}
