package ikabud.fastcgi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Puts a reply together from bytes that come in any pieces, and stops at the first that make no sense. */
final class ReplyReader {
    private static final int HEADER = 8;
    private static final int VERSION = 1;
    private static final int ID = 1;
    private static final int END = 3;
    private static final int STDOUT = 6;
    private static final int STDERR = 7;
    private static final int MOST_STDERR = 65_536;
    private static final int MOST_HEADERS = 65_536;
    private static final int SUCCESS = 200;
    /** Records, padding and streams we did not ask for may not be many times what is kept. */
    private static final int OVERHEAD = 4;

    private final int most;
    private final byte[] header = new byte[HEADER];
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int headerLength;
    private int content;
    private int padding;
    private long total;
    private State state = State.READING;
    private String fault = "";

    enum State {
        READING,
        ENDED,
        /** More came than is wanted. */
        FULL,
        MALFORMED
    }

    /** Keeps at most {@code most} bytes of the body. */
    ReplyReader(int most) {
        this.most = most;
    }

    State state() {
        return state;
    }

    /** What made no sense. */
    String fault() {
        return fault;
    }

    /** Takes all bytes there are, as long as they make sense. */
    State feed(ByteBuffer bytes) {
        total += bytes.remaining();
        while (bytes.hasRemaining() && state == State.READING) {
            if (headerLength < HEADER) {
                header[headerLength++] = bytes.get();
                if (headerLength == HEADER) {
                    begin();
                }
            } else if (content > 0) {
                content -= keep(bytes);
            } else {
                int skipped = Math.min(padding, bytes.remaining());
                bytes.position(bytes.position() + skipped);
                padding -= skipped;
            }
            endOfRecord();
        }
        if (state == State.READING && total > OVERHEAD * (long) most + MOST_STDERR + MOST_HEADERS) {
            state = State.FULL;
        }
        return state;
    }

    private void begin() {
        int id = (header[2] & 0xff) << 8 | (header[3] & 0xff);
        if (header[0] != VERSION || (id != ID && id != 0)) {
            state = State.MALFORMED;
            fault = "what listens there does not speak FastCGI";
        }
        content = (header[4] & 0xff) << 8 | (header[5] & 0xff);
        padding = header[6] & 0xff;
    }

    private int keep(ByteBuffer bytes) {
        int length = Math.min(content, bytes.remaining());
        byte[] piece = new byte[length];
        bytes.get(piece);
        if (header[1] == STDOUT) {
            int room = most + MOST_HEADERS - out.size();
            out.write(piece, 0, Math.min(room, length));
            if (length > room) {
                state = State.FULL;
            }
        } else if (header[1] == STDERR) {
            err.write(piece, 0, Math.min(MOST_STDERR - err.size(), length));
        }
        return length;
    }

    private void endOfRecord() {
        if (state == State.READING && headerLength == HEADER && content == 0 && padding == 0) {
            headerLength = 0;
            if (header[1] == END) {
                state = State.ENDED;
            }
        }
    }

    /** What has come so far. */
    Reply reply() {
        byte[] raw = out.toByteArray();
        int end = endOfHeaders(raw);
        Map<String, String> headers = headers(new String(raw, 0, end, StandardCharsets.ISO_8859_1));
        int from = Math.min(raw.length, end + blankLine(raw, end));
        byte[] body = Arrays.copyOfRange(raw, from, (int) Math.min(raw.length, from + (long) most));
        boolean whole = state == State.ENDED && raw.length - from <= most;
        return new Reply(headers, status(headers), body, err.toString(StandardCharsets.UTF_8), whole);
    }

    /** Whether anything has come that is worth showing. */
    boolean isEmpty() {
        return out.size() == 0 && err.size() == 0;
    }

    // FPM ends lines with \r\n; others do with \n.
    private static int endOfHeaders(byte[] raw) {
        for (int i = 0; i < raw.length; i++) {
            if (blankLine(raw, i) > 0) {
                return i;
            }
        }
        return raw.length;
    }

    private static int blankLine(byte[] raw, int at) {
        if (at + 3 < raw.length
                && raw[at] == '\r'
                && raw[at + 1] == '\n'
                && raw[at + 2] == '\r'
                && raw[at + 3] == '\n') {
            return 4;
        }
        return at + 1 < raw.length && raw[at] == '\n' && raw[at + 1] == '\n' ? 2 : 0;
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
                headers.merge(name, line.substring(colon + 1).trim(), (one, other) -> one + ", " + other);
            }
        });
        return Map.copyOf(headers);
    }

    // Status: 404 Not Found
    private static int status(Map<String, String> headers) {
        String status = headers.getOrDefault("status", "");
        try {
            return status.length() < 3 ? SUCCESS : Integer.parseInt(status, 0, 3, 10);
        } catch (NumberFormatException odd) {
            return SUCCESS;
        }
    }
}
