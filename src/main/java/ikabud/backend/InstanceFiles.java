package ikabud.backend;

import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.os.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directories of an instance. A site can write its run directory and its data, nothing else; whatever root makes, it
 * makes where no site can write.
 */
final class InstanceFiles {
    static final int PASS = 0711;
    static final int PRIVATE = 0700;
    static final int READ_BY_GROUP = 0750;
    static final int LOG_FILE = 0640;

    // struct sockaddr_un has 108 bytes; php-fpm -t does not check it.
    private static final int LONGEST_SOCKET_PATH = 100;

    private final Layout layout;
    private final SafeFiles files;
    private final int self;

    InstanceFiles(Layout layout, SafeFiles files, int self) {
        this.layout = layout;
        this.files = files;
        this.self = self;
    }

    /** Makes what all instances share; an instance's user may pass through, but not list. */
    void makeShared() {
        for (Path directory : List.of(layout.config(), layout.state(), layout.run(), layout.log())) {
            makeParents(directory);
            files.makeDirectory(directory, PASS, self, SafeFiles.UNCHANGED);
        }
        files.makeDirectory(layout.locks(), PRIVATE, self, SafeFiles.UNCHANGED);
        files.makeDirectory(parent(layout.rendered(new InstanceId("x"))), PASS, self, SafeFiles.UNCHANGED);
        files.makeDirectory(parent(layout.home(new InstanceId("x"))), PASS, self, SafeFiles.UNCHANGED);
    }

    /** Makes what is missing of an instance's directories, such as the run directory after a reboot. */
    void make(Instance instance) {
        InstanceId id = instance.id();
        int uid = instance.owner().uid();
        int gid = instance.owner().gid();
        if (!Files.isDirectory(layout.run()) || !Files.isDirectory(layout.log())) {
            makeShared();
        }
        files.makeDirectory(layout.rendered(id), PASS, self, SafeFiles.UNCHANGED);
        files.makeDirectory(layout.runDirectory(id), PASS, uid, gid);
        files.makeDirectory(layout.logDirectory(id), READ_BY_GROUP, self, gid);
        for (LogKind log : LogKind.FILES) {
            makeLog(layout.logFile(id, log), uid, gid);
        }
        makeHome(instance);
    }

    // FPM would wait for a reader of a pipe, and write wherever a link leads.
    private void makeLog(Path file, int uid, int gid) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            files.makeFile(file, LOG_FILE, uid, gid);
        } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw IkabudException.refused(
                    "log " + file, "it is not a regular file", "look who put it there, then remove it");
        }
    }

    // Modes are set once: an administrator may have opened public/ to the web server since.
    private void makeHome(Instance instance) {
        Path home = layout.home(instance.id());
        int uid = instance.owner().uid();
        int gid = instance.owner().gid();
        if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            files.makeDirectory(home, READ_BY_GROUP, self, gid);
        }
        for (Path directory :
                List.of(publicDirectory(instance.id()), temporary(instance.id()), sessions(instance.id()))) {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                requireOwner(directory, uid);
            } else {
                files.makeDirectory(directory, PRIVATE, uid, gid);
            }
        }
        if (!Files.isDirectory(instance.documentRoot())) {
            throw IkabudException.failed(
                    "document root " + instance.documentRoot(),
                    "there is no such directory",
                    "bring it back",
                    FailureClass.CONFIG);
        }
    }

    // The data of an earlier instance of that name, which ran as somebody else.
    private static void requireOwner(Path directory, int uid) {
        try {
            Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            if (!Integer.valueOf(uid).equals(owner)) {
                throw IkabudException.refused(
                        "directory " + directory,
                        "it is there and belongs to uid " + owner + ", not to the instance's user " + uid,
                        "move it away, or change its owner");
            }
        } catch (IOException unreadable) {
            throw IkabudException.failed("directory " + directory, "it cannot be looked at", "", unreadable);
        }
    }

    Path publicDirectory(InstanceId id) {
        return layout.home(id).resolve("public");
    }

    Path temporary(InstanceId id) {
        return layout.home(id).resolve("tmp");
    }

    Path sessions(InstanceId id) {
        return layout.home(id).resolve("sess");
    }

    /** What the launch chain and FPM print before the log is open; made new for each start. */
    Path startOutput(InstanceId id) {
        return startOutput(layout, id);
    }

    static Path startOutput(Layout layout, InstanceId id) {
        return layout.logDirectory(id).resolve("start.log");
    }

    Path freshStartOutput(InstanceId id) {
        Path file = startOutput(id);
        try {
            Files.deleteIfExists(file);
            return file;
        } catch (IOException failed) {
            throw IkabudException.failed("file " + file, "it cannot be replaced", "check rights there", failed);
        }
    }

    /** Refuses an id whose socket path would not fit into a socket address. */
    void checkSocketPath(InstanceId id) {
        String longest = layout.statusSocket(id).toString();
        int length = longest.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET_PATH) {
            throw IkabudException.usage(
                    "socket path " + longest,
                    "it has " + length + " bytes and a socket address holds " + LONGEST_SOCKET_PATH,
                    "choose a shorter id, or a shorter IKABUD_ROOT or XDG_STATE_HOME");
        }
    }

    /** What {@link #make} would make now. */
    List<Path> missing(InstanceId id) {
        return Stream.concat(
                        Stream.of(layout.rendered(id), layout.runDirectory(id), layout.logDirectory(id)),
                        Stream.of(layout.home(id), publicDirectory(id), temporary(id), sessions(id)))
                .filter(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    /** Takes these directories away again, as far as they are there. */
    void remove(List<Path> directories) {
        directories.forEach(files::removeTree);
    }

    /** Takes away what we made; the site's data and logs only on {@code purge}. */
    void remove(Instance instance, boolean purge) {
        InstanceId id = instance.id();
        files.removeTree(layout.rendered(id));
        files.removeTree(layout.runDirectory(id));
        if (purge) {
            files.removeTree(layout.logDirectory(id));
            files.removeTree(layout.home(id));
        }
    }

    private void makeParents(Path directory) {
        Path parent = parent(directory);
        if (!Files.isDirectory(parent)) {
            makeParents(parent);
            files.makeDirectory(parent, PASS, self, SafeFiles.UNCHANGED);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }
}
