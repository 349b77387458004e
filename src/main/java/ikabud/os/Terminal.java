package ikabud.os;

import ikabud.model.IkabudException;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The terminal we were started on: its size, its line settings, and the signals that concern it.
 *
 * <p>The launcher may have done some of it already, and says so in the environment: {@code IKABUD_TTY_SIZE="rows
 * columns"}, {@code IKABUD_TTY_RAW=1} and {@code IKABUD_TTY_SAVED}, what {@code stty -g} said before. Settings are changed
 * by one thread; signals arrive on a thread of the JVM's own, so what is registered must only hand them on.
 */
public final class Terminal {
    private static final String DEVICE = "/dev/tty";
    private static final String RAW = "-icanon min 1 time 0 -echo -isig -ixon -iexten";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 4096;
    private static final int STOP_MILLIS = 300;

    private final ProcFs proc;
    private final Spawner spawner;
    private Optional<Size> told;
    private String saved;
    private volatile Runnable continued = () -> {};
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private boolean prepared;
    private boolean raw;

    /** The controlling terminal, as far as {@code environment} has not told it yet. */
    public Terminal(ProcFs proc, Spawner spawner, Map<String, String> environment) {
        this.proc = proc;
        this.spawner = spawner;
        this.told = parse(environment.getOrDefault("IKABUD_TTY_SIZE", ""));
        this.saved = environment.getOrDefault("IKABUD_TTY_SAVED", "");
        this.prepared = environment.getOrDefault("IKABUD_TTY_RAW", "").equals("1");
        this.raw = prepared;
    }

    /** How many characters fit. */
    public record Size(int columns, int rows) {}

    /** Whether a person can see and type: both standard streams are terminals, and there is a controlling one. */
    public boolean isInteractive() {
        if (!isTerminal(proc.link("self/fd/0")) || !isTerminal(proc.link("self/fd/1"))) {
            return false;
        }
        try (InputStream opens = input()) {
            return opens != null;
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean isTerminal(Optional<String> target) {
        return target.filter(path -> path.startsWith("/dev/pts/")
                        || path.startsWith("/dev/tty")
                        || path.startsWith("/dev/hvc")
                        || path.equals("/dev/console"))
                .isPresent();
    }

    /** The size now: the first answer is the launcher's where it gave one, each later one costs a {@code stty}. */
    public synchronized Optional<Size> size() {
        Optional<Size> first = told;
        told = Optional.empty();
        return first.isPresent() ? first : parse(stty("size").orElse(""));
    }

    // 24 80
    static Optional<Size> parse(String rowsAndColumns) {
        String[] numbers = rowsAndColumns.trim().split(" ", 3);
        try {
            int rows = Integer.parseInt(numbers[0]);
            int columns = Integer.parseInt(numbers[numbers.length - 1]);
            return numbers.length == 2 && rows > 0 && columns > 0
                    ? Optional.of(new Size(columns, rows))
                    : Optional.empty();
        } catch (NumberFormatException notASize) {
            return Optional.empty();
        }
    }

    /**
     * Every key comes at once, as a key: no echo, no signals, no frozen output. Return stays a newline. Call it again when
     * we were stopped in between: a shell sets the terminal as it likes it.
     */
    public synchronized void makeRaw() {
        if (prepared) {
            prepared = false;
            return;
        }
        if (saved.isEmpty()) {
            saved = stty("-g").orElse("").trim();
        }
        stty(RAW);
        raw = true;
    }

    /** Gives the terminal back as it was found. */
    public synchronized void restore() {
        if (raw) {
            stty(saved.isEmpty() ? "sane" : saved);
            raw = false;
        }
    }

    /** What {@code stty -g} said before we changed anything; empty where nothing was saved. */
    public synchronized String saved() {
        return saved;
    }

    /** What is typed; a read blocks until a key comes, and cannot be interrupted. */
    public InputStream input() throws IOException {
        return new FileInputStream(DEVICE);
    }

    /** Where to draw; unbuffered, so give it whole frames. */
    public OutputStream output() throws IOException {
        return new FileOutputStream(DEVICE);
    }

    /** Runs {@code hint} when the size has changed. */
    public void onResize(Runnable hint) {
        TerminalSignals.on("WINCH", hint);
    }

    /** Runs {@code hint} when we go on after having been stopped: raw mode is lost by then. */
    public void onContinue(Runnable hint) {
        continued = hint;
        TerminalSignals.on("CONT", this::goOn);
    }

    private void goOn() {
        stopped.countDown();
        continued.run();
    }

    /** Runs {@code hint} when the line was dropped or somebody asks us to end. */
    public void onHangUp(Runnable hint) {
        TerminalSignals.on("HUP", hint);
        TerminalSignals.on("TERM", hint);
        TerminalSignals.on("INT", hint);
    }

    /**
     * Stops us and the launcher we run under, as Ctrl-Z would; returns when the shell has let us go on. Where no shell
     * waits above us the kernel ignores it, and it returns after a moment. Give the terminal back before.
     */
    public void suspendSelf() {
        stopped = new CountDownLatch(1);
        TerminalSignals.on("CONT", this::goOn);
        Posix.kill(0, Posix.SIGTSTP);
        try {
            // Another thread of ours may take the signal, and this one runs on until that one does.
            stopped.await(STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> stty(String settings) {
        List<String> command = new ArrayList<>(List.of("stty", "-F", DEVICE));
        command.addAll(List.of(settings.split(" ")));
        try {
            Captured captured = spawner.run(command, Map.of(), PATIENCE, MOST);
            return captured.succeeded() ? Optional.of(captured.output()) : Optional.empty();
        } catch (IkabudException noStty) {
            return Optional.empty();
        }
    }
}
