package ikabud.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures CPU time and allocation of this thread. */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double MILLION = 1e6;

    private Meter() {}

    /** Something to measure. */
    interface Work {
        /** Does it once. */
        void run() throws Exception;
    }

    /**
     * What some work costs.
     *
     * @param cpuMillis CPU time of the thread
     * @param megabytes what the thread allocated
     */
    record Cost(Figures cpuMillis, Figures megabytes) {}

    /** Does the work some times to warm up, then {@code times} to measure, with a pause before each. */
    static Cost cost(int warmUp, int times, long pauseMillis, Work work) throws Exception {
        return cost(warmUp, times, pauseMillis, () -> {}, work);
    }

    /** The same with something before each of them that is not measured. */
    static Cost cost(int warmUp, int times, long pauseMillis, Work before, Work work) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            before.run();
            work.run();
        }
        double[] cpu = new double[times];
        double[] allocated = new double[times];
        for (int i = 0; i < times; i++) {
            before.run();
            Thread.sleep(pauseMillis);
            long bytes = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            work.run();
            cpu[i] = (THREADS.getCurrentThreadCpuTime() - nanos) / MILLION;
            allocated[i] = (THREADS.getCurrentThreadAllocatedBytes() - bytes) / MILLION;
        }
        return new Cost(Figures.of(cpu), Figures.of(allocated));
    }
}
