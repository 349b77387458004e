package ikabud.bench;

import java.util.List;

/**
 * What a program wrote to its terminal, with the time at which each piece came.
 *
 * @param started when the program was executed, in nanoseconds of {@link System#nanoTime()}
 * @param pieces in the order they came
 */
record Recording(long started, List<Piece> pieces) {
    private static final double MILLION = 1e6;

    /** Bytes that came together. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    record Piece(long nanos, byte[] bytes) {}

    /** Milliseconds from the start to the first byte; NaN where none came. */
    double first() {
        return pieces.isEmpty() ? Double.NaN : millis(pieces.get(0).nanos());
    }

    /**
     * Milliseconds from the start to the last byte before a silence of that length, but not before so many bytes have
     * come, since some programs clear the screen and then wait; NaN where that never is.
     */
    double beforeSilence(long silenceMillis, int leastBytes) {
        int sum = 0;
        for (int i = 0; i < pieces.size(); i++) {
            sum += pieces.get(i).bytes().length;
            boolean last = i + 1 == pieces.size();
            boolean silent = last || pieces.get(i + 1).nanos() - pieces.get(i).nanos() >= silenceMillis * MILLION;
            if (silent && sum >= leastBytes) {
                return millis(pieces.get(i).nanos());
            }
        }
        return Double.NaN;
    }

    /** How many bytes came between two moments. */
    long bytes(long fromNanos, long toNanos) {
        return pieces.stream()
                .filter(piece -> piece.nanos() >= fromNanos && piece.nanos() < toNanos)
                .mapToLong(piece -> piece.bytes().length)
                .sum();
    }

    /** Milliseconds from the start to that moment. */
    double millis(long nanos) {
        return (nanos - started) / MILLION;
    }
}
