package ikabud.sampler;

import ikabud.model.ProcessIdentity;
import ikabud.os.ProcFile;
import ikabud.os.ProcStat;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The master of a family. It is read through OSHI when its line in {@code /proc} changed; that of an idle one stays the
 * same, byte by byte, and to see that costs a fifth. Confined to the sampler thread.
 */
final class Master implements AutoCloseable {
    private final ProcessIdentity identity;
    private final FamilyReader reader;
    private @Nullable ProcFile file;
    private byte[] line = {};
    private @Nullable ProcStat stat;

    Master(ProcessIdentity identity, FamilyReader reader) {
        this.identity = identity;
        this.reader = reader;
    }

    /** It as it is now; empty when it is gone or another has its number. */
    Optional<ProcStat> read() {
        if (file == null) {
            file = reader.openStat(identity.pid()).orElse(null);
        }
        // The line before the reading: what changes in between is seen at the next tick.
        byte[] now = file == null ? new byte[0] : reader.read(file, line);
        if (stat == null || now.length == 0 || !Arrays.equals(now, line)) {
            line = now;
            stat = reader.master(identity).orElse(null);
        }
        return Optional.ofNullable(stat);
    }

    @Override
    public void close() {
        stat = null;
        line = new byte[0];
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
