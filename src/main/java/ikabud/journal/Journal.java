package ikabud.journal;

import ikabud.model.BootLog;
import ikabud.model.Clock;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Intent;
import ikabud.model.Observed;
import ikabud.model.Turn;
import ikabud.model.Usage;
import ikabud.model.Wanted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of instances and events in one SQLite file. Times are kept to the microsecond.
 *
 * <p>Confined to one thread at a time; each thread that needs the record opens a journal of its own.
 */
public final class Journal implements InstanceStore, AutoCloseable {
    private final Database database;
    private List<InstanceRecord> all = List.of();
    private long allAt = Long.MIN_VALUE;

    private Journal(Database database) {
        this.database = database;
    }

    /**
     * Opens the journal, making file and directory where they are missing. A damaged file is put aside, see {@link
     * #recovery()}; a file of a newer Ikabud, of another program or of another user is refused.
     *
     * @param file {@link ikabud.model.Layout#database()}
     * @param clock names the files that are put aside
     */
    public static Journal open(Path file, Clock clock) {
        return open(file, clock, () -> {});
    }

    /**
     * The same, with somebody who may forbid that an older file is brought up to date.
     *
     * @param beforeMigration throws where the file must stay as it is
     */
    public static Journal open(Path file, Clock clock, Runnable beforeMigration) {
        return new Journal(new Database(file.toAbsolutePath(), clock, beforeMigration));
    }

    /** Why the record starts empty; empty itself in the usual case that an intact file was there. */
    public Optional<Recovery> recovery() {
        return database.recovery();
    }

    // Whoever looks after many asks again and again, and mostly nothing has changed.
    @Override
    public List<InstanceRecord> all() {
        long now = database.revision();
        if (now != allAt) {
            all = List.copyOf(readAll());
            allAt = now;
        }
        return all;
    }

    private List<InstanceRecord> readAll() {
        return database.read("reading the instances", connection -> {
            // A newer version may have brought it up to date under us.
            database.refuseNewer(connection);
            List<InstanceRecord> records = new ArrayList<>();
            InstanceRows.each(connection, records::add);
            return records;
        });
    }

    @Override
    public Optional<InstanceRecord> find(InstanceId id) {
        return database.read("reading instance " + id, connection -> InstanceRows.find(connection, id));
    }

    @Override
    public void register(InstanceRecord instance, Event event) {
        database.write("registering instance " + instance.id(), connection -> {
            if (InstanceRows.find(connection, instance.id()).isPresent()) {
                throw IkabudException.refused(
                        "instance " + instance.id(), "there is one of that name already", "choose another id");
            }
            InstanceRows.insert(connection, instance);
            EventRows.append(connection, event);
            return true;
        });
    }

    @Override
    public void redefine(Instance instance, Event event) {
        database.write("redefining instance " + instance.id(), connection -> {
            require(InstanceRows.update(connection, instance), instance.id());
            EventRows.append(connection, event);
            return true;
        });
    }

    @Override
    public Intent want(InstanceId id, Wanted wanted) {
        return database.write(
                "storing what is wanted of " + id,
                connection -> InstanceRows.want(connection, id, wanted)
                        .orElseThrow(() -> IkabudException.noSuchInstance(id.value())));
    }

    @Override
    public void observe(InstanceId id, Observed observed, @Nullable Event event) {
        String what = "storing what was seen of " + id;
        if (event == null) {
            database.writeWithoutWait(what, connection -> {
                require(InstanceRows.observe(connection, id, observed), id);
                return true;
            });
            return;
        }
        database.write(what, connection -> {
            require(InstanceRows.observe(connection, id, observed), id);
            EventRows.append(connection, event);
            return true;
        });
    }

    @Override
    public void measured(InstanceId id, Usage usage) {
        database.writeWithoutWait("storing what " + id + " takes", connection -> {
            VirtualRows.measured(connection, id, usage);
            return true;
        });
    }

    @Override
    public void forget(InstanceId id, Event event) {
        database.write("removing instance " + id, connection -> {
            require(InstanceRows.delete(connection, id), id);
            EventRows.append(connection, event);
            return true;
        });
    }

    @Override
    public void append(Event event) {
        database.write("storing an event", connection -> {
            EventRows.append(connection, event);
            return true;
        });
    }

    @Override
    public List<Event> events(@Nullable InstanceId id, @Nullable Instant since, long afterSequence, int most) {
        return database.read(
                "reading events", connection -> EventRows.last(connection, id, since, afterSequence, most));
    }

    /** The events of these kinds after a sequence number that concern an instance, oldest first and without details. */
    public List<Turn> turns(Set<EventKind> kinds, long afterSequence) {
        return database.read("reading events", connection -> EventRows.turns(connection, kinds, afterSequence));
    }

    @Override
    public void record(BootLog boot) {
        database.writeWithoutWait("storing the boot of " + boot.id(), connection -> {
            require(InstanceRows.find(connection, boot.id()).isPresent(), boot.id());
            BootRows.insert(connection, boot);
            return true;
        });
    }

    @Override
    public Optional<BootLog> lastBoot(InstanceId id) {
        return database.read("reading the last boot of " + id, connection -> BootRows.last(connection, id));
    }

    @Override
    public int prune(Instant before, int most) {
        return database.write("pruning events", connection -> EventRows.prune(connection, before, most));
    }

    @Override
    public long version() {
        return database.version();
    }

    /** Whether somebody may have written since {@link #version} was asked last; far cheaper, and mostly right. */
    public boolean isStirred() {
        return database.isStirred();
    }

    @Override
    public long revision() {
        return database.revision();
    }

    @Override
    public void close() {
        database.close();
    }

    private static void require(boolean found, InstanceId id) {
        if (!found) {
            throw IkabudException.noSuchInstance(id.value());
        }
    }
}
