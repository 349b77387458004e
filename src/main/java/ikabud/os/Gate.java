package ikabud.os;

import ikabud.model.IkabudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A lock at which a program that was just started waits until we have done something about it: the first in its launch
 * chain is {@code flock FILE}. It goes on when this is closed, or when we die. Confined to one thread.
 */
public final class Gate implements AutoCloseable {
    private static final int OWNER_ONLY = 0600;

    private final Path file;
    private final int descriptor;

    private Gate(Path file, int descriptor) {
        this.file = file;
        this.descriptor = descriptor;
    }

    /** Shuts it; the file is new for each start, so that nobody who waited for an earlier one has it. */
    public static Gate shut(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw IkabudException.failed(
                    "lock " + file, "it cannot be replaced", "check who owns its directory", failed);
        }
        int descriptor = Posix.open(
                file.toString(), Posix.O_RDWR | Posix.O_CREAT | Posix.O_NOFOLLOW | Posix.O_CLOEXEC, OWNER_ONLY);
        int taken = descriptor < 0 ? descriptor : Posix.flock(descriptor, Posix.LOCK_EX | Posix.LOCK_NB);
        if (taken < 0) {
            if (descriptor >= 0) {
                Posix.close(descriptor);
            }
            throw IkabudException.failed("lock " + file, "error " + -taken, "check who owns its directory");
        }
        return new Gate(file, descriptor);
    }

    /** The file whose lock it is. */
    public Path file() {
        return file;
    }

    /** Opens it for good. */
    @Override
    public void close() {
        Posix.close(descriptor);
    }
}
