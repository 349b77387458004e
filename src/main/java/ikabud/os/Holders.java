package ikabud.os;

import ikabud.model.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the processes that keep an instance alive: those with its lock file or its listening sockets open. */
public final class Holders {
    private final ProcFs proc;
    private final UnixSockets sockets;
    private final LockTable locks;
    private final Processes processes;

    /** Looks through {@code proc}; open files of others are seen by root only. */
    public Holders(ProcFs proc, UnixSockets sockets) {
        this.proc = proc;
        this.sockets = sockets;
        this.locks = new LockTable(proc);
        this.processes = new Processes(proc);
    }

    /** The living processes of a user that have the lock file or one of the listening sockets open. */
    public List<ProcessIdentity> holdersOf(Path aliveLock, List<Path> listening, int uid) {
        Object lockKey = key(aliveLock);
        Set<Long> inodes = inodes(listening);
        if (lockKey == null && inodes.isEmpty()) {
            return List.of();
        }
        List<ProcessIdentity> found = new ArrayList<>();
        for (int pid : proc.pids()) {
            if (proc.belongsTo(pid, uid) && holds(pid, aliveLock, lockKey, inodes)) {
                processes.identify(pid).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Whether that process has the lock file open. */
    public boolean hasOpen(ProcessIdentity process, Path aliveLock) {
        return holds(process.pid(), aliveLock, key(aliveLock), Set.of());
    }

    /**
     * Whether the kernel shows a {@code FLOCK} entry for the file, without trying it. In a PID namespace a lock whose
     * taker has ended is hidden: ask {@link #holdersOf} as well.
     */
    public boolean lockHeld(Path lock) {
        return locks.taker(lock).isPresent();
    }

    /**
     * Whether a process of a user has the file open for writing; who only reads it, such as a tail, does not count.
     *
     * @param names the names it may have been opened under: the kernel goes on showing those
     */
    public boolean isWritten(Path file, List<String> names, int uid) {
        Object wanted = key(file);
        if (wanted == null) {
            return false;
        }
        for (int pid : proc.pids()) {
            if (proc.belongsTo(pid, uid) && writes(pid, names, wanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean writes(int pid, List<String> names, Object wanted) {
        String[] descriptors = new File(proc.path(pid + "/fd").toString()).list();
        for (String descriptor : descriptors == null ? new String[0] : descriptors) {
            Optional<String> target = proc.link(pid + "/fd/" + descriptor);
            boolean named = target.isPresent()
                    && names.stream()
                            .anyMatch(name -> target.get().endsWith("/" + name)
                                    || target.get().endsWith("/" + name + " (deleted)"));
            if (named
                    && wanted.equals(key(proc.path(pid + "/fd/" + descriptor)))
                    && isForWriting(proc.read(pid + "/fdinfo/" + descriptor).orElse(""))) {
                return true;
            }
        }
        return false;
    }

    // flags:	0102001
    static boolean isForWriting(String descriptor) {
        String flags = ProcFs.field(descriptor, "flags:").orElse("");
        char access = flags.isEmpty() ? '1' : flags.charAt(flags.length() - 1);
        // O_RDONLY is 0 in the last two bits; what cannot be read may be written to.
        return (access & 3) != 0;
    }

    private Set<Long> inodes(List<Path> listening) {
        Set<String> paths = new HashSet<>();
        listening.forEach(path -> paths.add(path.toString()));
        Set<Long> inodes = new HashSet<>();
        if (!paths.isEmpty()) {
            sockets.listeners().stream()
                    .filter(socket -> paths.contains(socket.path()))
                    .forEach(socket -> inodes.add(socket.inode()));
        }
        return inodes;
    }

    private boolean holds(int pid, Path lock, @Nullable Object lockKey, Set<Long> inodes) {
        String[] descriptors = new File(proc.path(pid + "/fd").toString()).list();
        if (descriptors == null) {
            return false;
        }
        for (String descriptor : descriptors) {
            Optional<String> target = proc.link(pid + "/fd/" + descriptor);
            if (target.isPresent() && isOne(target.get(), pid, descriptor, lock, lockKey, inodes)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOne(
            String target, int pid, String descriptor, Path lock, @Nullable Object lockKey, Set<Long> inodes) {
        if (target.startsWith("socket:[")) {
            return inodes.contains(ProcFs.bracketed(target));
        }
        // Only what is called like it is looked at closer: a look at some files blocks.
        return lockKey != null
                && target.endsWith("/" + lock.getFileName())
                && lockKey.equals(key(proc.path(pid + "/fd/" + descriptor)));
    }

    private static @Nullable Object key(Path file) {
        try {
            return Files.readAttributes(file, "fileKey").get("fileKey");
        } catch (IOException missing) {
            return null;
        }
    }
}
