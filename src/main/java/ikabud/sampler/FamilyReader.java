package ikabud.sampler;

import ikabud.model.ProcessIdentity;
import ikabud.os.ProcFile;
import ikabud.os.ProcFiles;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How families are read: masters through OSHI, workers straight from {@code /proc} through files that stay open.
 *
 * <p>Confined to the sampler thread.
 */
final class FamilyReader {
    private static final int BUFFER = 64 * 1024;

    private final ProcFs proc;
    private final ProcFiles files;
    private final IntFunction<Optional<ProcStat>> masters;
    private final int cores;
    private final byte[] buffer = new byte[BUFFER];

    FamilyReader(ProcFs proc, ProcFiles files, IntFunction<Optional<ProcStat>> masters, int cores) {
        this.proc = proc;
        this.files = files;
        this.masters = masters;
        this.cores = cores;
    }

    CpuMeter meter() {
        return new CpuMeter(proc.ticksPerSecond(), cores);
    }

    /** Whether {@code /proc} is there, so that a process that is not is gone. */
    boolean canTell() {
        return proc.pidNamespace() != 0;
    }

    /** That very master; empty when it is gone or another has its number. */
    Optional<ProcStat> master(ProcessIdentity identity) {
        if (!identity.bootId().equals(proc.bootId()) || identity.pidNamespace() != proc.pidNamespace()) {
            return Optional.empty();
        }
        Optional<ProcStat> seen = masters.apply(identity.pid()).filter(stat -> is(stat, identity));
        return seen.isPresent() ? seen : proc.stat(identity.pid()).filter(stat -> is(stat, identity));
    }

    private static boolean is(ProcStat stat, ProcessIdentity identity) {
        return stat.pid() == identity.pid() && stat.startTicks() == identity.startTicks();
    }

    /** What the kernel says of a process, to be kept open. */
    KeptLine openStat(int pid) {
        return KeptLine.open(files, pid + "/stat");
    }

    /** Reads a line again; whether there is something and it is what it was. */
    boolean isSame(KeptLine line) {
        return line.isSame(buffer);
    }

    /** The list of a master's children, to be kept open. */
    Optional<ProcFile> openChildren(int master) {
        return files.open(master + "/task/" + master + "/children");
    }

    /** The children of a master. */
    int[] children(int master, @Nullable ProcFile list) {
        if (list == null) {
            return proc.children(master);
        }
        return numbers(buffer, list.read(buffer));
    }

    // 4712 4713 4790
    static int[] numbers(byte[] text, int length) {
        int[] found = new int[8];
        int count = 0;
        int number = 0;
        for (int i = 0; i < length; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                number = number * 10 + text[i] - '0';
            } else if (number > 0) {
                found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
                found[count++] = number;
                number = 0;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Begins to follow a child. */
    Optional<Worker> follow(int pid, int master) {
        return Worker.follow(proc, files, pid, master, meter());
    }

    /** Reads a worker again; false when it is gone. */
    boolean refresh(Worker worker) {
        return worker.refresh(buffer);
    }

    /** Whether the program on disk was replaced since the process began to run it. */
    boolean isBinaryOld(int pid) {
        return proc.executable(pid).map(ProcFs.Executable::deleted).orElse(false);
    }
}
