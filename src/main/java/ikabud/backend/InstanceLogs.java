package ikabud.backend;

import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.os.LogShelf;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The logs of instances, kept from growing for ever. For one process at a time: whoever supervises. */
public final class InstanceLogs {
    private final Layout layout;
    private final Machine machine;
    private final int self;

    /** The logs of that layout. */
    public InstanceLogs(Layout layout, Machine machine) {
        this.layout = layout;
        this.machine = machine;
        this.self = machine.users().currentUid();
    }

    /** Those with more than {@code most} bytes; a look at three files. */
    public List<LogKind> tooBig(InstanceId id, long most) {
        List<LogKind> big = new ArrayList<>();
        for (LogKind kind : LogKind.FILES) {
            if (shelf(id, kind).size() > most) {
                big.add(kind);
            }
        }
        return big;
    }

    /**
     * Puts a log aside and an empty one in its place; FPM has to be told to reopen {@code fpm.log}.
     *
     * @return bytes put aside; 0 where the one before is not packed yet
     */
    public long putAside(InstanceId id, LogKind kind) {
        LogShelf shelf = shelf(id, kind);
        return shelf.putAside() ? shelf.loose() : 0;
    }

    /** Whether something was put aside and waits to be packed. */
    public boolean isWaiting(InstanceId id, LogKind kind) {
        return shelf(id, kind).hasLoose();
    }

    /** Whether a process of the instance's user may still write to what was put aside. */
    public boolean isWrittenTo(Instance instance, LogKind kind) {
        Path aside = shelf(instance.id(), kind).aside();
        return machine.holders()
                .isWritten(
                        aside,
                        List.of(kind.fileName(), aside.getFileName().toString()),
                        instance.owner().uid());
    }

    /**
     * Packs what was put aside and drops what is more than {@code keep}.
     *
     * @return bytes packed
     */
    public long pack(InstanceId id, LogKind kind, int keep) {
        LogShelf shelf = shelf(id, kind);
        long bytes = shelf.loose();
        shelf.pack(keep);
        return bytes;
    }

    /**
     * Empties what the launch printed, if it became too large: nobody can be told to reopen it, so it cannot be put aside.
     *
     * @return whether it was
     */
    public boolean emptyStartOutput(InstanceId id, long most) {
        LogShelf output = new LogShelf(InstanceFiles.startOutput(layout, id), machine.files(), self);
        if (output.size() <= most) {
            return false;
        }
        output.empty();
        return true;
    }

    private LogShelf shelf(InstanceId id, LogKind kind) {
        return new LogShelf(layout.logFile(id, kind), machine.files(), self);
    }
}
