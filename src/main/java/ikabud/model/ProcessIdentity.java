package ikabud.model;

import org.jspecify.annotations.Nullable;

/**
 * One process for all time, which a PID alone is not.
 *
 * @param bootId {@code /proc/sys/kernel/random/boot_id}
 * @param pidNamespace inode number of {@code /proc/self/ns/pid} where it was seen
 * @param pid process id in that namespace
 * @param startTicks field 22 of {@code /proc/<pid>/stat}: clock ticks after boot
 */
public record ProcessIdentity(String bootId, long pidNamespace, int pid, long startTicks) {
    // Written out: what the compiler makes for a record is linked when first called, which costs 20 ms at each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessIdentity process
                && pid == process.pid
                && startTicks == process.startTicks
                && pidNamespace == process.pidNamespace
                && bootId.equals(process.bootId);
    }

    @Override
    public int hashCode() {
        return 31 * pid + Long.hashCode(startTicks);
    }
}
