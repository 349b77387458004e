package ikabud.os;

/** Reads numbers separated by single blanks out of bytes, without making text of them. Confined to one thread. */
final class NumberFields {
    private static final int MOST_DIGITS = 18;

    private final byte[] line;
    private final int length;
    private int at;
    private boolean failed;

    NumberFields(byte[] line, int length) {
        this.line = line;
        this.length = length;
    }

    /** Whether a number was asked for where there was none, or one too large. */
    boolean failed() {
        return failed;
    }

    /** Whether nothing but line ends and blanks is left. */
    boolean atEnd() {
        while (at < length && (line[at] == ' ' || line[at] == '\n')) {
            at++;
        }
        return at >= length;
    }

    void moveTo(int position) {
        at = position;
    }

    NumberFields skip(int fields) {
        for (int i = 0; i < fields; i++) {
            while (at < length && line[at] != ' ') {
                at++;
            }
            at++;
        }
        return this;
    }

    /** The number here, and the blank after it; -1 where there is none. */
    long next() {
        boolean negative = at < length && line[at] == '-';
        int start = negative ? ++at : at;
        long value = 0;
        while (at < length && line[at] >= '0' && line[at] <= '9') {
            value = at - start < MOST_DIGITS ? value * 10 + line[at] - '0' : value;
            at++;
        }
        boolean ends = at >= length || line[at] == ' ' || line[at] == '\n';
        if (at == start || at - start > MOST_DIGITS || !ends) {
            failed = true;
            return -1;
        }
        at++;
        return negative ? -value : value;
    }
}
