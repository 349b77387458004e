package ikabud.bench;

import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What other programs cost. The kernel counts their CPU time in ticks of 10 ms, so each figure is a mean over many. */
final class Programs {
    private static final double MILLIS = 1000;
    private static final ProcFs PROC = new ProcFs();

    private Programs() {}

    /** Mean CPU milliseconds of one run of a program that ends by itself; NaN where it is not installed. */
    static double run(int times, List<String> command) throws InterruptedException {
        int self = (int) ProcessHandle.current().pid();
        long before = PROC.stat(self).map(Programs::reaped).orElse(0L);
        try {
            for (int i = 0; i < times; i++) {
                start(command).waitFor();
            }
        } catch (IOException notInstalled) {
            return Double.NaN;
        }
        long after = PROC.stat(self).map(Programs::reaped).orElse(0L);
        return (after - before) * MILLIS / PROC.ticksPerSecond() / times;
    }

    /**
     * Mean CPU milliseconds per refresh of a full-screen program in a terminal of its own, after {@code warmUp} seconds;
     * NaN where it is not installed.
     */
    static double refresh(String command, double refreshesPerSecond, int warmUp, int seconds)
            throws InterruptedException {
        // script(1) gives it a terminal; it is then the only child.
        Process terminal;
        try {
            terminal = start(List.of("script", "-qfec", "stty rows 50 cols 200; exec " + command, "/dev/null"));
        } catch (IOException noScript) {
            return Double.NaN;
        }
        try {
            TimeUnit.SECONDS.sleep(warmUp);
            int[] children = PROC.children((int) terminal.pid());
            Optional<ProcStat> before = children.length == 0 ? Optional.empty() : PROC.stat(children[0]);
            TimeUnit.SECONDS.sleep(seconds);
            Optional<ProcStat> after = children.length == 0 ? Optional.empty() : PROC.stat(children[0]);
            return before.isEmpty() || after.isEmpty()
                    ? Double.NaN
                    : (own(after.get()) - own(before.get()))
                            * MILLIS
                            / PROC.ticksPerSecond()
                            / (refreshesPerSecond * seconds);
        } finally {
            terminal.descendants().forEach(ProcessHandle::destroy);
            terminal.destroy();
            terminal.waitFor();
        }
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TERM", "xterm-256color");
        return builder.start();
    }

    private static long reaped(ProcStat stat) {
        return stat.childUserTicks() + stat.childSystemTicks();
    }

    private static long own(ProcStat stat) {
        return stat.userTicks() + stat.systemTicks();
    }
}
