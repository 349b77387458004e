package ikabud.os;

import static ikabud.support.Eventually.eventually;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs on a terminal made for it, and writes there what it sees. */
public final class TerminalProbe {
    private TerminalProbe() {}

    /** Tells the size, reads two keys raw, and gives the terminal back; with an argument it only lets itself be stopped. */
    public static void main(String[] arguments) throws IOException {
        Terminal terminal = new Terminal(new ProcFs(), new Spawner(), Map.of());
        if (arguments.length > 0) {
            suspend(terminal);
            return;
        }
        tell(terminal, "interactive " + terminal.isInteractive());
        tell(terminal, "size " + terminal.size().map(Object::toString).orElse("unknown"));
        terminal.makeRaw();
        tell(terminal, "ready");
        try (InputStream keys = terminal.input()) {
            tell(terminal, "keys " + keys.read() + " " + keys.read());
        }
        terminal.restore();
        tell(terminal, "restored");
    }

    // The two may come in either order: what is told of the signal has a thread of its own.
    private static void suspend(Terminal terminal) {
        var continued = new CountDownLatch(1);
        terminal.onContinue(() -> {
            tell(terminal, "continued");
            continued.countDown();
        });
        tell(terminal, "stopping");
        terminal.suspendSelf();
        tell(terminal, "went on");
        eventually("the signal is heard", () -> continued.getCount() == 0);
    }

    private static void tell(Terminal terminal, String what) {
        try (var out = terminal.output()) {
            out.write((what + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException noTerminal) {
            throw new UncheckedIOException(noTerminal);
        }
    }
}
