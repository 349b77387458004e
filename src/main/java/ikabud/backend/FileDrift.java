package ikabud.backend;

import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.os.SafeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares an instance's directories, files and socket with how they were made. Looks only; what it returns can mend. */
final class FileDrift {
    private static final int BITS = 07777;
    private static final int OF_GROUP = 070;

    private final Layout layout;
    private final InstanceFiles files;
    private final SafeFiles safe;
    private final int self;

    FileDrift(Layout layout, InstanceFiles files, SafeFiles safe, int self) {
        this.layout = layout;
        this.files = files;
        this.safe = safe;
        this.self = self;
    }

    private enum Type {
        DIRECTORY,
        FILE
    }

    /** One path as it is meant to be; a mode of -1 is an administrator's matter. */
    private record Meant(Path path, Type type, int mode, int uid, int gid) {}

    /** What is there, or null where nothing is. */
    private record Seen(boolean right, int mode, int uid, int gid) {}

    /** What is not as it should be of its directories and logs. */
    List<Drift> find(Instance instance) {
        List<Drift> drifts = new ArrayList<>();
        for (Meant meant : meant(instance)) {
            compare(instance, meant).ifPresent(drifts::add);
        }
        return drifts;
    }

    private List<Meant> meant(Instance instance) {
        InstanceId id = instance.id();
        int uid = instance.owner().uid();
        int gid = instance.owner().gid();
        List<Meant> meant = new ArrayList<>(List.of(
                new Meant(layout.rendered(id), Type.DIRECTORY, InstanceFiles.PASS, self, SafeFiles.UNCHANGED),
                new Meant(layout.fpmConfig(id), Type.FILE, RenderedConfig.MODE, self, gid),
                new Meant(layout.runDirectory(id), Type.DIRECTORY, InstanceFiles.PASS, uid, gid),
                new Meant(layout.logDirectory(id), Type.DIRECTORY, InstanceFiles.READ_BY_GROUP, self, gid),
                new Meant(layout.home(id), Type.DIRECTORY, SafeFiles.UNCHANGED, self, gid),
                new Meant(files.publicDirectory(id), Type.DIRECTORY, SafeFiles.UNCHANGED, uid, gid),
                new Meant(files.temporary(id), Type.DIRECTORY, InstanceFiles.PRIVATE, uid, gid),
                new Meant(files.sessions(id), Type.DIRECTORY, InstanceFiles.PRIVATE, uid, gid)));
        for (LogKind log : LogKind.FILES) {
            meant.add(new Meant(layout.logFile(id, log), Type.FILE, InstanceFiles.LOG_FILE, uid, gid));
        }
        return meant;
    }

    private Optional<Drift> compare(Instance instance, Meant meant) {
        String what = meant.path().toString();
        @Nullable Seen seen = seen(meant.path(), meant.type());
        if (seen == null) {
            // The configuration is rendered anew by whoever compares its content.
            boolean rendered = meant.path().equals(layout.fpmConfig(instance.id()));
            return rendered
                    ? Optional.empty()
                    : Optional.of(new Drift(what, "it is missing", "", () -> files.make(instance)));
        }
        if (!seen.right()) {
            String type = meant.type() == Type.DIRECTORY ? "it is no directory" : "it is no regular file";
            return Optional.of(new Drift(what, type, "look who put it there, then move it away", null));
        }
        if (differs(meant.uid(), seen.uid()) || differs(meant.gid(), seen.gid())) {
            String why = "it belongs to " + seen.uid() + ":" + seen.gid() + " and should belong to " + meant.uid() + ":"
                    + (meant.gid() == SafeFiles.UNCHANGED ? "any" : meant.gid());
            return Optional.of(new Drift(what, why, "", () -> give(meant)));
        }
        if (differs(meant.mode(), seen.mode())) {
            String why = "its mode is " + octal(seen.mode()) + " and should be " + octal(meant.mode());
            return Optional.of(new Drift(what, why, "", () -> give(meant)));
        }
        return Optional.empty();
    }

    private static boolean differs(int meant, int seen) {
        return meant != SafeFiles.UNCHANGED && meant != seen;
    }

    private void give(Meant meant) {
        safe.mend(meant.path(), meant.mode(), meant.uid(), meant.gid());
    }

    private static @Nullable Seen seen(Path path, Type type) {
        try {
            Map<String, Object> seen = Files.readAttributes(
                    path, "unix:mode,uid,gid,isDirectory,isRegularFile", LinkOption.NOFOLLOW_LINKS);
            Object right = seen.get(type == Type.DIRECTORY ? "isDirectory" : "isRegularFile");
            return new Seen(
                    Boolean.TRUE.equals(right), number(seen, "mode") & BITS, number(seen, "uid"), number(seen, "gid"));
        } catch (IOException missing) {
            return null;
        }
    }

    private static int number(Map<String, Object> seen, String name) {
        return seen.get(name) instanceof Integer value ? value : SafeFiles.UNCHANGED;
    }

    private static String octal(int mode) {
        return String.format("%04o", mode);
    }

    /**
     * Whether the web server was shut out of the socket of a running instance: its ACL shows as rights of the group, which are
     * none without it.
     */
    Optional<Drift> socket(Instance instance, String webUser) {
        Path socket = layout.socket(instance.id());
        try {
            Object mode = Files.getAttribute(socket, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            boolean shut = mode instanceof Integer bits && (bits & OF_GROUP) == 0;
            return shut
                    ? Optional.of(new Drift(
                            socket.toString(),
                            webUser + " may not connect any more: its entry in the socket's ACL is gone",
                            "`ikabud restart " + instance.id() + "` sets it anew",
                            null))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.of(new Drift(
                    socket.toString(),
                    "it is missing, and the instance is up",
                    "`ikabud restart " + instance.id() + "` makes it anew",
                    null));
        }
    }
}
