package ikabud.app;

import ikabud.app.Finding.Level;
import ikabud.backend.Backend;
import ikabud.model.IkabudException;
import ikabud.model.InstanceRecord;
import ikabud.model.MigrationPlan;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Tells that instances could be run in a better way than they are, and of what an earlier way has left. */
final class BetterWay {
    private static final String REMEDY = "ikabud migrate --all --auto";

    private final Ikabud ikabud;

    BetterWay(Ikabud ikabud) {
        this.ikabud = ikabud;
    }

    /** One line for who did not ask; empty if all are run as well as this machine can, or if that cannot be told. */
    String suggestion() {
        try {
            String better = better(ikabud.records());
            return better.isEmpty() ? "" : better + ": " + REMEDY;
        } catch (IkabudException untold) {
            return "";
        }
    }

    /** What the doctor says of it; nothing where there is no record yet. */
    List<Finding> findings() {
        if (!Files.exists(ikabud.layout().database())) {
            return List.of();
        }
        try {
            return findings(ikabud.records());
        } catch (IkabudException unread) {
            return List.of(new Finding(Level.PROBLEM, unread.what(), unread.why(), unread.remedy()));
        }
    }

    // Such as: 2 of 5 instances could be run by systemd
    private String better(List<InstanceRecord> records) {
        List<MigrationPlan> better = records.stream()
                .flatMap(record -> ikabud.upgrade(record).stream())
                .filter(MigrationPlan::possible)
                .toList();
        if (better.isEmpty()) {
            return "";
        }
        String which = records.size() == 1 ? "the instance" : better.size() + " of " + records.size() + " instances";
        return which + " could be run by " + better.get(0).to().word();
    }

    private List<Finding> findings(List<InstanceRecord> records) {
        List<Finding> findings = new ArrayList<>();
        String better = better(records);
        if (!better.isEmpty()) {
            findings.add(new Finding(Level.NOTE, "backend", better, REMEDY));
        }
        Backend backend = ikabud.backend();
        for (InstanceRecord record : records) {
            if (backend.hasRemains(record.instance())) {
                String way = record.instance().backend().word();
                findings.add(new Finding(
                        Level.WARNING,
                        "instance " + record.id(),
                        "something is left of another way to run it than " + way,
                        "`ikabud list` takes it away once nothing else is done to the instance"));
            }
        }
        return findings;
    }
}
