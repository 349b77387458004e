package ikabud.bench;

import ikabud.os.ProcFs;
import ikabud.os.Spawner;
import ikabud.support.TerminalModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A full-screen program in a terminal of its own, given by script(1). A thread keeps what it writes; the other methods
 * belong to the thread that opened it.
 */
final class Pty implements AutoCloseable {
    private static final byte[] STARTED = "@@\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PIECE = 1 << 16;
    private static final int PATIENCE_SECONDS = 5;
    private static final ProcFs PROC = new ProcFs();

    private final Process script;
    private final List<Recording.Piece> pieces = new ArrayList<>();
    private final Sight sight;
    private long started;
    private int seen;

    private Pty(Process script, int columns, int rows) {
        this.script = script;
        this.sight = new Sight(columns, rows);
        Thread reader = new Thread(this::read, "pty");
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether a program can be run. */
    static boolean has(String program) {
        return program.startsWith("/") || Spawner.find(program).isPresent();
    }

    /** Executes a command, which is split by a shell; its start is the moment at which that shell is replaced by it. */
    static Pty open(int columns, int rows, Map<String, String> environment, String command) throws IOException {
        String line = "stty rows %d cols %d -echo; echo @@; exec %s".formatted(rows, columns, command);
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", line, "/dev/null").redirectErrorStream(true);
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().putAll(environment);
        return new Pty(builder.start(), columns, rows);
    }

    private void read() {
        byte[] buffer = new byte[PIECE];
        byte[] head = {};
        try (InputStream in = script.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                long now = System.nanoTime();
                byte[] bytes = Arrays.copyOf(buffer, count);
                if (head != null) {
                    head = join(head, bytes);
                    int at = indexOf(head);
                    if (at < 0) {
                        continue;
                    }
                    bytes = Arrays.copyOfRange(head, at + STARTED.length, head.length);
                    head = null;
                    begin(now);
                }
                keep(now, bytes);
            }
        } catch (IOException closed) {
            return;
        }
    }

    private synchronized void begin(long now) {
        started = now;
        notifyAll();
    }

    private synchronized void keep(long now, byte[] bytes) {
        if (bytes.length > 0) {
            pieces.add(new Recording.Piece(now, bytes));
            notifyAll();
        }
    }

    private static byte[] join(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static int indexOf(byte[] bytes) {
        for (int i = 0; i + STARTED.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + STARTED.length, STARTED, 0, STARTED.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Everything it wrote so far. */
    synchronized Recording recording() {
        return new Recording(started, List.copyOf(pieces));
    }

    /**
     * Waits until the screen has shown each of these things.
     *
     * @return milliseconds from the start to each; NaN for what is not seen within that time
     */
    double[] until(long limitMillis, List<Predicate<TerminalModel>> things) throws InterruptedException {
        double[] seen = new double[things.size()];
        Arrays.fill(seen, Double.NaN);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        while (Arrays.stream(seen).anyMatch(Double::isNaN)) {
            long now = look(deadline);
            if (now == 0) {
                break;
            }
            for (int i = 0; i < seen.length; i++) {
                if (Double.isNaN(seen[i]) && things.get(i).test(sight.screen())) {
                    seen[i] = recording().millis(now);
                }
            }
        }
        return seen;
    }

    /** Waits until the screen shows that; returns the moment, or 0 if it does not in time. */
    long await(long limitMillis, Predicate<TerminalModel> thing) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        long now = System.nanoTime();
        while (now != 0 && !thing.test(sight.screen())) {
            now = look(deadline);
        }
        return now;
    }

    /** Waits for the next piece and shows it to the screen; returns when it came, or 0 if none does in time. */
    private long look(long deadline) throws InterruptedException {
        Recording.Piece piece;
        synchronized (this) {
            long left = deadline - System.nanoTime();
            while (pieces.size() <= seen && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
            if (pieces.size() <= seen) {
                return 0;
            }
            piece = pieces.get(seen++);
        }
        sight.feed(piece.bytes());
        return piece.nanos();
    }

    /** What the screen shows after all that was waited for. */
    TerminalModel screen() {
        return sight.screen();
    }

    /** Presses keys; returns the moment before. */
    long type(String keys) throws IOException {
        long now = System.nanoTime();
        script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        script.getOutputStream().flush();
        return now;
    }

    /** The program and everything below it. */
    List<Integer> family() {
        List<Integer> family = new ArrayList<>();
        gather((int) script.pid(), family);
        family.remove(0);
        return family;
    }

    private static void gather(int pid, List<Integer> family) {
        family.add(pid);
        for (int child : PROC.children(pid)) {
            gather(child, family);
        }
    }

    /** Presses {@code q} and waits; what does not end by that is ended by force. */
    @Override
    public void close() {
        List<ProcessHandle> family = script.descendants().toList();
        try {
            type("q");
            if (!ends()) {
                family.forEach(ProcessHandle::destroy);
                script.destroy();
            }
        } catch (IOException gone) {
            script.destroy();
        }
        if (!ends()) {
            family.forEach(ProcessHandle::destroyForcibly);
            script.destroyForcibly();
        }
    }

    private boolean ends() {
        try {
            return script.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
