package ikabud.os;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One line of {@code /proc/<pid>/stat}.
 *
 * @param comm the first 15 bytes of the program's name; may hold anything, brackets and newlines too
 * @param state the kernel's letter: R, S, D, T stopped, t traced, Z dead and not yet reaped, X dead
 * @param group process group
 * @param userTicks time in user mode, in ticks of {@link ProcFs#ticksPerSecond()}
 * @param childUserTicks that of children it has reaped
 * @param startTicks ticks after boot when it started
 * @param residentPages pages in memory, shared ones included
 */
public record ProcStat(
        int pid,
        String comm,
        char state,
        int parent,
        int group,
        int session,
        long userTicks,
        long systemTicks,
        long childUserTicks,
        long childSystemTicks,
        long startTicks,
        long residentPages) {

    /** Whether it has ended: a zombie only waits to be reaped. */
    public boolean dead() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    /** Whether it is stopped by a signal or a tracer. */
    public boolean stopped() {
        return state == 'T' || state == 't';
    }

    /** Reads the line; empty where it is not one. */
    // 1234 (php-fpm8.2) S 1 1234 1234 0 -1 4194560 1409 0 0 0 2 1 0 0 20 0 1 0 98765 240000000 3100 184467…
    public static Optional<ProcStat> parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return parse(bytes, bytes.length);
    }

    /** The same from the first {@code length} bytes, without making text of them: for what is read at every tick. */
    public static Optional<ProcStat> parse(byte[] line, int length) {
        int open = indexOf(line, length, '(');
        int close = lastIndexOf(line, length, ')');
        NumberFields fields = new NumberFields(line, length);
        long pid = fields.next();
        if (pid < 0 || open < 2 || close < open || close + 3 >= length) {
            return Optional.empty();
        }
        fields.moveTo(close + 4);
        int parent = (int) fields.next();
        int group = (int) fields.next();
        int session = (int) fields.next();
        fields.skip(7);
        ProcStat stat = new ProcStat(
                (int) pid,
                new String(line, open + 1, close - open - 1, StandardCharsets.ISO_8859_1),
                (char) line[close + 2],
                parent,
                group,
                session,
                fields.next(),
                fields.next(),
                fields.next(),
                fields.next(),
                fields.skip(4).next(),
                fields.skip(1).next());
        return fields.failed() ? Optional.empty() : Optional.of(stat);
    }

    /** How many threads the process has; 0 where the line does not say. */
    public static long threads(byte[] line, int length) {
        int close = lastIndexOf(line, length, ')');
        NumberFields fields = new NumberFields(line, length);
        fields.moveTo(close + 4);
        long threads = fields.skip(16).next();
        return close < 0 || fields.failed() ? 0 : threads;
    }

    private static int indexOf(byte[] line, int length, char wanted) {
        int at = 0;
        while (at < length && line[at] != wanted) {
            at++;
        }
        return at < length ? at : -1;
    }

    private static int lastIndexOf(byte[] line, int length, char wanted) {
        int at = length - 1;
        while (at >= 0 && line[at] != wanted) {
            at--;
        }
        return at;
    }
}
