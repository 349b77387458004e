package ikabud.bench;

import java.util.Arrays;

/** Readings of one figure. Immutable. */
final class Figures {
    private static final double HALF = 0.5;

    private final double[] sorted;

    private Figures(double[] sorted) {
        this.sorted = sorted;
    }

    /** Any readings, in any order. */
    static Figures of(double... readings) {
        double[] sorted = readings.clone();
        Arrays.sort(sorted);
        return new Figures(sorted);
    }

    /** The middle one. */
    double median() {
        return at(HALF);
    }

    /** The reading that {@code share} of them do not exceed; NaN when there is none. */
    double at(double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
    }
}
