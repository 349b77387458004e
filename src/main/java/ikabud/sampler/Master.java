package ikabud.sampler;

import ikabud.model.ProcessIdentity;
import ikabud.os.ProcStat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The master of a family. It is read through OSHI when its line in {@code /proc} changed; that of an idle one stays the
 * same, byte by byte, and to see that costs a fifth. Confined to the sampler thread.
 */
final class Master implements AutoCloseable {
    private final ProcessIdentity identity;
    private final FamilyReader reader;
    private @Nullable KeptLine line;
    private @Nullable ProcStat stat;

    Master(ProcessIdentity identity, FamilyReader reader) {
        this.identity = identity;
        this.reader = reader;
    }

    /** It as it is now; empty when it is gone or another has its number. */
    Optional<ProcStat> read() {
        KeptLine kept = line == null ? reader.openStat(identity.pid()) : line;
        line = kept;
        // The line before the reading: what changes in between is seen at the next tick.
        if (!reader.isSame(kept) || stat == null) {
            stat = reader.master(identity).orElse(null);
        }
        return Optional.ofNullable(stat);
    }

    @Override
    public void close() {
        stat = null;
        if (line != null) {
            line.close();
            line = null;
        }
    }
}
