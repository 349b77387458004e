package ikabud.app;

import ikabud.backend.Machine;
import ikabud.model.Clock;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Locks;
import ikabud.model.LogKind;
import ikabud.model.Observed;
import ikabud.model.Owner;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Wanted;
import ikabud.os.FlockLocks;
import ikabud.os.Processes;
import ikabud.os.Terminal;
import ikabud.os.Terminal.Size;
import ikabud.tui.TerminalDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through what every start goes through, on a record of its own, so that the JVM can keep the classes in an
 * archive. Watches only two processes that sleep for some seconds; signals nothing.
 */
public final class WarmUp {
    private static final String KEYS = "j\u001b[A?\u001b[Bq/x\u001b[Z";
    private static final String NAME = "warm-up";
    // A child is taken for a worker at the third look.
    private static final long LOOK_MILLIS = 2600;
    private static final String LINE = "[29-Nov-2026 12:00:00] NOTICE: ready to handle connections\n";

    private WarmUp() {}

    /** What is done with the program once its screen was seen, such as running verbs. */
    @FunctionalInterface
    public interface Encore {
        /** Runs them in that environment. */
        void run(Map<String, String> environment);
    }

    /** Runs and leaves nothing behind. */
    public static void run(Encore encore) {
        Path root = null;
        try (Ikabud self = Ikabud.open(new Launch(Map.of("IKABUD_ROOT", "/"), Map.of(), "ikabud"))) {
            // A directory for everybody, such as /tmp, is refused to root.
            root = self.layout().system()
                    ? Files.createTempDirectory(Path.of("/run"), "ikabud-warm-up")
                    : Files.createTempDirectory("ikabud-warm-up");
            Map<String, String> environment = Map.of("IKABUD_ROOT", root.toString(), "TERM", "xterm-256color");
            try (Ikabud ikabud = Ikabud.open(new Launch(environment, Map.of(), "ikabud-top"))) {
                ikabud.store().register(sleeper(ikabud), started(ikabud));
                Path log = ikabud.layout().logFile(new InstanceId(NAME), LogKind.FPM);
                Files.createDirectories(log.resolveSibling(""));
                Files.writeString(log, LINE);
                Top top = new Top(ikabud, environment, new Nowhere(), new Typist(ikabud.clock()));
                top.listenTo(terminal(ikabud, environment));
                top.show(Top.ALONE);
                takeLock(ikabud);
            }
            encore.run(environment);
        } catch (IOException failure) {
            throw IkabudException.failed("warming up", String.valueOf(failure), "", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (root != null) {
                Machine.real().files().removeTree(root);
            }
        }
    }

    // Without touching it: its classes. One that is not in the archive costs the opening of the jar as well.
    private static Terminal terminal(Ikabud ikabud, Map<String, String> environment) {
        Terminal terminal =
                new Terminal(ikabud.machine().proc(), ikabud.machine().spawner(), environment);
        TerminalDevice.of(terminal, OutputStream.nullOutputStream());
        terminal.isInteractive();
        return terminal;
    }

    // With it comes native code, which every command that changes something needs.
    private static void takeLock(Ikabud ikabud) {
        new FlockLocks(ikabud.layout(), ikabud.machine().proc())
                .tryAcquire(new InstanceId(NAME), NAME)
                .ifPresent(Locks.Held::close);
    }

    // A parent with a child, as a master and its worker are; both end by themselves.
    private static InstanceRecord sleeper(Ikabud ikabud) {
        int parent = ikabud.machine().spawner().spawnDetached(List.of("timeout", "9", "sleep", "6"), Map.of(), null);
        @Nullable
        ProcessIdentity identity =
                new Processes(ikabud.machine().proc()).identify(parent).orElse(null);
        Instance instance = new Instance(
                new InstanceId(NAME),
                "php",
                new Owner("#0", 0, 0, false),
                "8.2",
                Path.of("/"),
                Path.of("/"),
                Map.of(),
                ikabud.clock().now());
        return new InstanceRecord(
                instance,
                new Intent(Wanted.UP, 1),
                new Observed(Phase.UP, identity, ikabud.clock().now(), ""));
    }

    private static Event started(Ikabud ikabud) {
        return new Event(
                0, ikabud.clock().now(), new InstanceId(NAME), EventKind.STARTED, ikabud.actor(), NAME, null, null);
    }

    /** A terminal that nobody looks at. */
    private static final class Nowhere implements TerminalDevice {
        @Override
        public OutputStream output() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public Size size() {
            return new Size(200, 50);
        }

        @Override
        public void makeRaw() {}

        @Override
        public void restore() {}

        @Override
        public void suspend() {}
    }

    /** Somebody who presses some keys, looks for a while, and hangs up. */
    private static final class Typist extends InputStream {
        private final byte[] keys = KEYS.getBytes(StandardCharsets.UTF_8);
        private final Clock clock;
        private int next;

        Typist(Clock clock) {
            this.clock = clock;
        }

        @Override
        public int read() {
            return next < keys.length ? keys[next++] : hangUp();
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int first = read();
            if (first >= 0) {
                into[from] = (byte) first;
            }
            return first < 0 ? -1 : 1;
        }

        private int hangUp() {
            try {
                clock.pause(LOOK_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return -1;
        }
    }
}
