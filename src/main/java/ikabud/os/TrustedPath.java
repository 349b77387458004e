package ikabud.os;

import ikabud.model.IkabudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** Judges whether somebody else could swap what lies on a path. */
final class TrustedPath {
    private static final int OTHERS_WRITE = 0002;
    private static final int GROUP_WRITE = 0020;
    private static final int STICKY = 01000;
    private static final int LINKS = 40;
    private static final int ROOT = 0;
    /** Some distributions let the system logger's group write here. */
    private static final Path SYSTEM_LOGS = Path.of("/var/log");

    private final int self;

    TrustedPath(int self) {
        this.self = self;
    }

    /** The user that is trusted beside root. */
    int self() {
        return self;
    }

    /** Every component there is, links and their targets too, must belong to root or us and be writable by no other. */
    void require(Path path) {
        walk(path, path.toAbsolutePath().normalize(), 0);
    }

    private void walk(Path asked, Path path, int links) {
        if (links > LINKS) {
            throw refusal(asked, path, "has too many links");
        }
        Path at = path.getRoot();
        checkOne(asked, at, self != ROOT);
        for (int i = 0; i < path.getNameCount(); i++) {
            at = at.resolve(path.getName(i));
            if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            checkOne(asked, at, self != ROOT);
            if (Files.isSymbolicLink(at)) {
                Path rest = at.relativize(path);
                walk(asked, target(asked, at).resolve(rest).normalize(), links + 1);
                return;
            }
        }
    }

    private Path target(Path asked, Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link));
        } catch (IOException gone) {
            throw refusal(asked, link, "cannot be read");
        }
    }

    /** A directory in which something is made: in a sticky one nobody can take another's entry away. */
    void requireParent(Path asked, Path directory) {
        checkOne(asked, directory, true);
    }

    private void checkOne(Path asked, Path at, boolean sticky) {
        try {
            Map<String, Object> seen = Files.readAttributes(at, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
            int owner = number(seen, "uid");
            int mode = number(seen, "mode");
            if (owner != 0 && owner != self) {
                throw refusal(asked, at, "belongs to uid " + owner);
            }
            // A link's own mode says nothing.
            boolean link = Files.isSymbolicLink(at);
            boolean shared = (mode & OTHERS_WRITE) != 0 || ((mode & GROUP_WRITE) != 0 && number(seen, "gid") != 0);
            boolean kept = (sticky && (mode & STICKY) != 0) || at.equals(SYSTEM_LOGS);
            if (!link && shared && !kept) {
                throw refusal(asked, at, "can be written by others");
            }
        } catch (IOException unreadable) {
            throw refusal(asked, at, "cannot be looked at");
        }
    }

    private static int number(Map<String, Object> seen, String name) {
        return seen.get(name) instanceof Integer value ? value : -1;
    }

    private IkabudException refusal(Path asked, Path at, String why) {
        return IkabudException.refused(
                "path " + asked,
                at + " " + why + ", so another user could change what lies there",
                self == ROOT
                        ? "choose a place below directories that belong to root and that only root can write"
                        : "choose a place below directories that belong to you or root and that nobody else can write");
    }
}
