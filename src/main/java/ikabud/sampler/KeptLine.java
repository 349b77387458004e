package ikabud.sampler;

import ikabud.os.ProcFile;
import ikabud.os.ProcFiles;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of one line that is kept open, with what it said at the last reading: that of a process at rest stays the same, byte
 * by byte, and is not parsed again. Confined to the sampler thread.
 */
final class KeptLine implements AutoCloseable {
    private final @Nullable ProcFile file;
    private byte[] line = {};

    private KeptLine(@Nullable ProcFile file) {
        this.file = file;
    }

    /** A file such as {@code 4711/stat}; it is there all the same when it cannot be opened, and says nothing then. */
    static KeptLine open(ProcFiles files, String below) {
        return new KeptLine(files.open(below).orElse(null));
    }

    /** Whether it can be read at all: not when the process was gone already, or when enough files are open. */
    boolean isOpen() {
        return file != null;
    }

    /** Reads it again; whether there is something and it is what it was. */
    boolean isSame(byte[] buffer) {
        int length = file == null ? 0 : file.read(buffer);
        boolean same = length > 0 && Arrays.equals(line, 0, line.length, buffer, 0, length);
        if (!same) {
            line = Arrays.copyOf(buffer, length);
        }
        return same;
    }

    /** What it said at the last reading; nothing when the process was gone. */
    byte[] line() {
        return line;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
