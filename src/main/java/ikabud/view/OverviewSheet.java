package ikabud.view;

import ikabud.config.Role;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.PoolStatus;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How an instance is, what comes next, how it is looked after, and its figures. */
final class OverviewSheet {
    private static final int LABELS = 16;

    private OverviewSheet() {}

    static Sheet of(InstanceSample sample, Snapshot snapshot, ScreenState state, Optional<Chronicle> chronicle) {
        Sheet sheet = new Sheet(LABELS);
        condition(sheet, sample, snapshot, state);
        sheet.gap();
        care(sheet, sample, snapshot, state, chronicle);
        sheet.gap();
        if (sample.entry().record().instance().isVirtual()) {
            HostedSheet.figures(
                    sheet, sample, snapshot.at(), state.surroundings().zone());
        } else {
            figures(sheet, sample, snapshot.at(), state.surroundings().glyphs());
        }
        return sheet;
    }

    private static void condition(Sheet sheet, InstanceSample sample, Snapshot snapshot, ScreenState state) {
        var record = sample.entry().record();
        Observed observed = record.observed();
        var glyphs = state.surroundings().glyphs();
        var zone = state.surroundings().zone();
        var condition = Condition.of(sample);
        String wanted = record.intent().wanted().name().toLowerCase(Locale.ROOT);
        sheet.heading("state");
        sheet.pair("now", glyphs.state(condition) + " " + condition.word() + ", wanted " + wanted, condition.role());
        Outlook.of(
                        sample.entry(),
                        state.now(snapshot),
                        state.surroundings().supervised().byNobody())
                .ifPresent(outlook -> sheet.pair("", outlook.full(), condition.role()));
        if (observed.failure() != null) {
            sheet.pair("", observed.failure().remedy(), Role.TITLE);
        }
        sample.entry()
                .reliability()
                .fault()
                .filter(fault -> observed.phase() == Phase.UP)
                .ifPresent(fault -> sheet.pair("", fault.remedy(), Role.TITLE));
        String since = Moments.full(observed.since(), zone);
        sheet.pair("phase", observed.phase().word() + " since " + since);
        sheet.pair("health", sample.health().word(), Role.of(sample.health()));
        String running = record.running().isEmpty() ? "none" : record.running();
        sheet.pair(record.instance().isVirtual() ? "virtual PID" : "master", running);
        sheet.pair("backend", record.instance().backend().word());
        sample.uptime()
                .ifPresent(up -> sheet.pair(
                        "started", Moments.full(snapshot.at().minus(up), zone) + ", " + Numbers.duration(up) + " ago"));
        if (sample.oldBinary()) {
            sheet.pair("", "its executable was replaced on disk: restart it to use the new one", Role.VALUE_WARN);
        }
        for (Verb verb : Verb.values()) {
            sample.entry().refusal(verb).ifPresent(why -> sheet.pair("no " + verb.word(), why, Role.TEXT_DIM));
        }
    }

    private static void care(
            Sheet sheet, InstanceSample sample, Snapshot snapshot, ScreenState state, Optional<Chronicle> chronicle) {
        var supervision = sample.entry().record().instance().supervision();
        Supervised supervised = state.surroundings().supervised();
        sheet.heading("supervision");
        if (supervised.known()) {
            sheet.pair("now", supervised.sentence(), supervised.byNobody() ? Role.VALUE_WARN : Role.DIALOG);
        }
        sheet.pair("restart", PolicyWords.of(supervision.restart()));
        if (!supervision.needs().isEmpty()) {
            sheet.pair("needs", Dependents.withPhases(supervision.needs(), snapshot));
        }
        List<InstanceId> dependents = Dependents.of(sample.id(), snapshot);
        if (!dependents.isEmpty()) {
            sheet.pair("needed by", Dependents.withPhases(dependents, snapshot));
        }
        ReliabilityWords.of(sample.entry().reliability()).ifPresent(words -> sheet.pair("restarts", words));
        chronicle
                .flatMap(Chronicle::lastTrouble)
                .ifPresent(event -> sheet.pair(
                        "last trouble",
                        Moments.full(event.at(), state.surroundings().zone()) + ", " + HistorySheet.sentence(event)));
    }

    private static void figures(Sheet sheet, InstanceSample sample, Instant now, Glyphs glyphs) {
        sheet.heading("figures");
        sheet.pair("cpu", with(Cells.decimal(sample.cpuPercent()), " % of one core"));
        sheet.pair(
                "memory",
                Cells.memory(sample, glyphs) + " (PSS), " + Cells.text(Column.RSS, sample, glyphs)
                        + " (RSS, shared pages counted in each worker)");
        sheet.pair("queue", with(Cells.number(sample.queue()), " connections waiting"));
        sheet.pair("requests", with(Cells.decimal(sample.requestsPerSecond()), " per second"));
        sheet.pair("busy/idle/max", Cells.workers(sample));
        sample.pool().ifPresent(pool -> counters(sheet, pool, now));
        String socket =
                sample.socketPresent().map(there -> there ? "listens" : "gone").orElse("unknown");
        sheet.pair("socket", socket);
    }

    private static void counters(Sheet sheet, PoolStatus pool, Instant now) {
        sheet.pair("accepted", Long.toString(pool.accepted()));
        sheet.pair("slow", Long.toString(pool.slow()));
        sheet.pair("limit reached", times(pool.maxChildrenReached()) + " wanted more workers than allowed");
        Duration old = Duration.between(pool.readAt(), now);
        sheet.pair("", "FPM asked " + Numbers.duration(old.isNegative() ? Duration.ZERO : old) + " ago", Role.TEXT_DIM);
    }

    private static String times(long count) {
        return count == 0 ? "never" : count == 1 ? "once" : count + " times";
    }

    private static String with(String value, String unit) {
        return value.equals(Cells.UNKNOWN) ? value : value + unit;
    }
}
