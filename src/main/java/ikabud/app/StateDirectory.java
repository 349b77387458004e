package ikabud.app;

import ikabud.backend.Machine;
import ikabud.journal.Journal;
import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.Layout;
import ikabud.os.FlockLocks;
import ikabud.os.Mount;
import ikabud.os.SafeFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes sure that the directories Ikabud keeps its own files in are there and can be trusted, then opens the record. */
final class StateDirectory {
    private static final int PRIVATE = 0700;
    private static final int PASSABLE = 0711;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long NAP_MILLIS = 100;

    private final Machine machine;
    private final Layout layout;

    StateDirectory(Machine machine, Layout layout) {
        this.machine = machine;
        this.layout = layout;
    }

    /**
     * Opens the record for the calling thread, making what is missing. An older record is not brought up to date under a
     * running supervisor that would not understand it then: it is waited for, since it executes itself anew after an upgrade.
     */
    Journal open(Clock clock) {
        prepare();
        long begin = clock.nanoTime();
        while (true) {
            try {
                return Journal.open(layout.database(), clock, this::requireNoOldSupervisor);
            } catch (OldSupervisorException old) {
                if (clock.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw old;
                }
                nap(clock);
            }
        }
    }

    // Whoever supervises has brought the record up to date, or is of an older version.
    private void requireNoOldSupervisor() {
        new FlockLocks(layout, machine.proc())
                .supervisor()
                .filter(holder -> holder.pid() != machine.proc().ownPid())
                .ifPresent(holder -> {
                    throw new OldSupervisorException(layout.database(), holder.pid());
                });
    }

    private static void nap(Clock clock) {
        try {
            clock.pause(NAP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw IkabudException.failed("opening the record", "interrupted", "", interrupted);
        }
    }

    /** Makes what is missing; refuses what cannot be trusted. */
    void prepare() {
        for (Path top : List.of(layout.config(), layout.state(), layout.run(), layout.log())) {
            if (layout.system()) {
                machine.files().requireTrustedPath(top);
            }
            make(top, layout.system() ? PASSABLE : PRIVATE);
        }
        make(layout.locks(), PRIVATE);
        if (machine.files().isNetworkFileSystem(layout.state())) {
            throw IkabudException.refused(
                    "state directory " + layout.state(),
                    "it is on a network file system ("
                            + machine.files()
                                    .mount(layout.state())
                                    .map(Mount::type)
                                    .orElse("?") + "), where locks and SQLite's shared memory cannot be relied on",
                    "set IKABUD_ROOT to a directory on a local disk");
        }
    }

    private void make(Path directory, int mode) {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            make(parent, layout.system() ? PASSABLE : PRIVATE);
        }
        machine.files().makeDirectory(directory, mode, SafeFiles.UNCHANGED, SafeFiles.UNCHANGED);
    }
}
