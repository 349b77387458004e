package ikabud.fault;

import java.time.Duration;
import java.util.Random;

/** The long soak, as {@code bin/soak} runs it. */
public final class SoakRun {
    private static final int MINUTES = 10;
    private static final int INSTANCES = 60;

    private SoakRun() {}

    /** Arguments: minutes, instances, seed; each may be left out. */
    public static void main(String[] arguments) throws Exception {
        int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : MINUTES;
        int instances = arguments.length > 1 ? Integer.parseInt(arguments[1]) : INSTANCES;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : new Random().nextInt(Integer.MAX_VALUE);
        System.out.printf("soak: %d minutes, %d instances, seed %d%n", minutes, instances, seed);
        try (Soak soak = new Soak(seed, instances)) {
            soak.run(Duration.ofMinutes(minutes));
        }
        System.exit(0);
    }
}
