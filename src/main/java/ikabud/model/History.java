package ikabud.model;

import java.util.Arrays;

/** The last values of one figure, oldest first, for a sparkline; NaN where a value was unknown. Immutable. */
public final class History {
    /** Nothing yet. */
    public static final History EMPTY = new History(new float[0]);

    private final float[] values;

    private History(float[] values) {
        this.values = values;
    }

    /** This history with one more value, holding at most {@code most}. */
    public History with(float value, int most) {
        int kept = Math.min(values.length, most - 1);
        float[] next = Arrays.copyOfRange(values, values.length - kept, values.length + 1);
        next[kept] = value;
        return new History(next);
    }

    /** How many values there are. */
    public int size() {
        return values.length;
    }

    /** A value; 0 is the oldest. */
    public float at(int index) {
        return values[index];
    }
}
