package ikabud.sampler;

import ikabud.model.HostSample;
import ikabud.os.ProcFs;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.common.platform.linux.LinuxGlobalMemory;
import oshi.util.FileUtil;
import oshi.util.ParseUtil;
import oshi.util.driver.linux.proc.CpuStat;
import oshi.util.linux.SysPath;

/**
 * The machine's own figures, through OSHI's readers of single files. Its {@code SystemInfo} is left alone: it runs
 * {@code uname}, {@code id} and {@code getconf} from the caller's PATH, and reads much that is not shown.
 *
 * <p>Confined to the sampler thread.
 */
final class HostReader {
    private static final int HUNDRED = 100;
    // OSHI parses the whole of meminfo once more for it, and it moves slowly.
    private static final int SWAP_EVERY = 5;
    private static final String ONLINE = SysPath.CPU + "online"; // 0-3,6

    private final ProcFs proc;
    private final LinuxGlobalMemory memory;
    private final String name;
    private final int cores;
    private int reading;
    private long swapTotal;
    private long swapUsed;
    private long[] ticksBefore = {};
    private OptionalDouble cpuPercent = OptionalDouble.empty();

    HostReader(ProcFs proc) {
        this.proc = proc;
        this.memory = new LinuxGlobalMemory(proc.pageSize());
        this.name = proc.read("sys/kernel/hostname").map(String::trim).orElse("");
        this.cores = ParseUtil.parseHyphenatedIntList(FileUtil.getStringFromFile(ONLINE))
                .size();
    }

    /** Processors online; 0 where unknown. */
    int cores() {
        return cores;
    }

    /** The machine now; CPU since the call before. */
    HostSample read() {
        String[] load = proc.read("loadavg").orElse("").split(" ");
        long total = memory.getTotal();
        if (reading++ % SWAP_EVERY == 0) {
            swapTotal = memory.getVirtualMemory().getSwapTotal();
            swapUsed = memory.getVirtualMemory().getSwapUsed();
        }
        return new HostSample(
                name,
                cores,
                cpuPercent(CpuStat.getSystemCpuLoadTicks()),
                decimal(load, 0),
                decimal(load, 1),
                decimal(load, 2),
                known(total > 0, total),
                known(total > 0, total - memory.getAvailable()),
                known(total > 0, swapTotal),
                known(total > 0, swapUsed),
                uptime(proc.read("uptime").orElse("").split(" ")));
    }

    // 4711.08 9322.51
    private static OptionalLong uptime(String[] fields) {
        OptionalDouble seconds = decimal(fields, 0);
        return seconds.isPresent() ? OptionalLong.of((long) seconds.getAsDouble()) : OptionalLong.empty();
    }

    // OSHI says 0 where it could not read.
    private static OptionalLong known(boolean known, long value) {
        return known ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private static OptionalDouble decimal(String[] fields, int index) {
        try {
            return index < fields.length
                    ? OptionalDouble.of(Double.parseDouble(fields[index]))
                    : OptionalDouble.empty();
        } catch (NumberFormatException malformed) {
            return OptionalDouble.empty();
        }
    }

    private OptionalDouble cpuPercent(long[] ticks) {
        OptionalDouble now = busyPercent(ticksBefore, ticks);
        // Two readings within one clock tick say nothing; the last known share still holds.
        if (now.isPresent() || ticksBefore.length == 0) {
            ticksBefore = ticks;
            cpuPercent = now;
        }
        return cpuPercent;
    }

    /** Busy share of all cores between two readings; empty where no time passed or a count went backwards. */
    static OptionalDouble busyPercent(long[] before, long[] after) {
        if (before.length == 0 || before.length != after.length) {
            return OptionalDouble.empty();
        }
        long all = 0;
        long idle = 0;
        for (TickType type : TickType.values()) {
            long passed = after[type.getIndex()] - before[type.getIndex()];
            all += passed;
            idle += type == TickType.IDLE || type == TickType.IOWAIT ? passed : 0;
        }
        return all <= 0 || idle < 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(HUNDRED, Math.max(0, HUNDRED * (double) (all - idle) / all)));
    }
}
