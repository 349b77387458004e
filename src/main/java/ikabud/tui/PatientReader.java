package ikabud.tui;

import java.io.IOException;
import java.io.Reader;
import java.util.concurrent.locks.LockSupport;

/**
 * The characters of the terminal, with enough patience that an escape sequence split on its way stays one key.
 *
 * <p>After a lone escape it waits a moment for more. Once a sequence has begun it waits for its end however long that
 * takes: half a sequence must never be read as typed letters. Confined to the keys thread.
 */
final class PatientReader extends Reader {
    private static final char ESC = 0x1b;
    private static final long STEP_NANOS = 5_000_000;

    /** Where in a sequence the last character stood. */
    private enum Place {
        TEXT,
        ESCAPE,
        /** After {@code ESC [}. */
        SEQUENCE_START,
        SEQUENCE,
        /** One character is still to come: {@code ESC O P}, {@code ESC [ [ A}. */
        LAST
    }

    private final Reader source;
    private final int steps;
    private Place place = Place.TEXT;

    /** Reads {@code source}, waiting about {@code escapeMillis} after a lone escape. */
    PatientReader(Reader source, int escapeMillis) {
        this.source = source;
        this.steps = escapeMillis / 5;
    }

    /** Whether a read should be tried: also while the rest of a sequence is on its way, so that the read waits for it. */
    @Override
    public boolean ready() throws IOException {
        return switch (place) {
            case TEXT -> source.ready();
            case ESCAPE -> readySoon();
            case SEQUENCE_START, SEQUENCE, LAST -> true;
        };
    }

    private boolean readySoon() throws IOException {
        for (int i = 0; i < steps && !source.ready(); i++) {
            LockSupport.parkNanos(STEP_NANOS);
        }
        return source.ready();
    }

    @Override
    public int read() throws IOException {
        int c = source.read();
        place = c < 0 ? Place.TEXT : after(place, (char) c);
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int c = read();
        if (c < 0) {
            return -1;
        }
        buffer[offset] = (char) c;
        return 1;
    }

    private static Place after(Place place, char c) {
        if (c == ESC) {
            return Place.ESCAPE;
        }
        return switch (place) {
            case TEXT, LAST -> Place.TEXT;
            case ESCAPE -> c == '[' ? Place.SEQUENCE_START : c == 'O' ? Place.LAST : Place.TEXT;
            case SEQUENCE_START -> c == '[' ? Place.LAST : inSequence(c);
            case SEQUENCE -> inSequence(c);
        };
    }

    private static Place inSequence(char c) {
        return c >= ' ' && c < '@' ? Place.SEQUENCE : Place.TEXT;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
