package ikabud.os;

import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.Locks;
import ikabud.model.PlainText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Our locks as {@code flock(2)} locks. The files are never deleted: whoever waits for a deleted file's lock would
 * hold another lock than whoever comes after. A file says who has it: {@code 1234 stop, at most 12 s}.
 */
public final class FlockLocks implements Locks {
    private static final int OWNER_ONLY = 0600;
    private static final int MOST = 1024;

    private final Layout layout;
    private final LockTable table;
    private final long ownPid = ProcessHandle.current().pid();

    /** Locks of that layout; its lock directory must exist by the time one is taken. */
    public FlockLocks(Layout layout, ProcFs proc) {
        this.layout = layout;
        this.table = new LockTable(proc);
    }

    @Override
    public Optional<Held> tryAcquire(InstanceId id, String purpose) {
        return tryAcquire(layout.opLock(id), purpose);
    }

    @Override
    public Optional<Held> tryAcquireSupervision(String purpose) {
        return tryAcquire(layout.supervisorLock(), purpose);
    }

    private Optional<Held> tryAcquire(Path file, String purpose) {
        int descriptor = Posix.open(
                file.toString(),
                Posix.O_RDWR | Posix.O_CREAT | Posix.O_NOFOLLOW | Posix.O_NONBLOCK | Posix.O_CLOEXEC,
                OWNER_ONLY);
        if (descriptor < 0) {
            throw IkabudException.failed(
                    "lock " + file, "it cannot be opened, error " + -descriptor, "check who owns " + layout.locks());
        }
        int taken = Posix.flock(descriptor, Posix.LOCK_EX | Posix.LOCK_NB);
        if (taken < 0) {
            Posix.close(descriptor);
            if (taken == -Posix.EWOULDBLOCK) {
                return Optional.empty();
            }
            throw IkabudException.failed("lock " + file, "flock failed with error " + -taken, "");
        }
        return Optional.of(held(descriptor, purpose));
    }

    private Held held(int descriptor, String purpose) {
        Posix.rewrite(descriptor, (ownPid + " " + purpose + "\n").getBytes(StandardCharsets.UTF_8));
        return new OpenLock(descriptor);
    }

    /**
     * Goes on holding the supervisor's lock that this process held before it executed itself anew.
     *
     * @param descriptor as {@link #descriptor} told it then; another one, or one without the lock, is left alone
     */
    public Optional<Held> resumeSupervision(int descriptor, String purpose) {
        Path file = layout.supervisorLock();
        boolean isIt = table.isOpenHere(descriptor, file);
        if (!isIt || Posix.flock(descriptor, Posix.LOCK_EX | Posix.LOCK_NB) < 0) {
            return Optional.empty();
        }
        Posix.keepAcrossExec(descriptor, false);
        return Optional.of(held(descriptor, purpose));
    }

    /** The descriptor behind a lock of ours, for a program that is executed in our place. */
    public static int descriptor(Held held) {
        return ((OpenLock) held).descriptor;
    }

    @Override
    public Optional<Holder> holder(InstanceId id) {
        return holder(layout.opLock(id));
    }

    @Override
    public Optional<Holder> supervisor() {
        return holder(layout.supervisorLock());
    }

    private Optional<Holder> holder(Path file) {
        OptionalInt taker = table.taker(file);
        if (taker.isEmpty()) {
            return Optional.empty();
        }
        String[] note = SafeFiles.readRegular(file, MOST)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).trim())
                .orElse("")
                .split(" ", 2);
        // A note of another pid is a leftover: the holder has not written its own yet.
        boolean own = note.length == 2 && note[0].equals(Integer.toString(taker.getAsInt()));
        return Optional.of(new Holder(taker.getAsInt(), own ? PlainText.neutralise(note[1]) : ""));
    }

    private static final class OpenLock implements Held {
        private final int descriptor;
        private final AtomicBoolean open = new AtomicBoolean(true);

        OpenLock(int descriptor) {
            this.descriptor = descriptor;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                Posix.close(descriptor);
            }
        }
    }
}
