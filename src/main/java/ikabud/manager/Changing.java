package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Steps;
import ikabud.model.Changes;
import ikabud.model.Enforcement;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.Needs;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Supervision;
import ikabud.model.SupervisionKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Carries out changes of a definition: how an instance is looked after, and its kind's variables. */
final class Changing {
    private static final Duration WRITING = Duration.ofSeconds(10);

    /** The keys that are no variables of a kind. */
    private static final List<String> OURS = Stream.concat(SupervisionKeys.NAMES.stream(), LimitKeys.NAMES.stream())
            .toList();

    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Truth truth;
    private final Starting starting;
    private final Patience patience;
    private final Steps steps;

    Changing(
            Backend backend,
            Ledger ledger,
            OpLocks locks,
            Truth truth,
            Starting starting,
            Patience patience,
            Steps steps) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.truth = truth;
        this.starting = starting;
        this.patience = patience;
        this.steps = steps;
    }

    String set(Job job) {
        Changes changes = job.options().changes();
        if (changes == null || changes.values().isEmpty()) {
            throw IkabudException.usage(job.what(), "nothing is said of what shall change", "write it like delay=2s");
        }
        ledger.require(job.id());
        Duration longest = patience.start().plus(patience.stop());
        return locks.holding(job, changes.reload() ? longest : WRITING, longest, () -> setLocked(job, changes));
    }

    private String setLocked(Job job, Changes changes) {
        steps.reached("locked");
        InstanceRecord now = truth.mend(ledger.require(job.id()), job.actor());
        Instance before = now.instance();
        Instance after = changed(job, before, changes.values());
        if (!after.supervision().needs().equals(before.supervision().needs())) {
            Needs.of(ledger.all()).requirePossible(job.id(), after.supervision().needs());
        }
        String difference = difference(before, after, changes.values());
        if (difference.isEmpty()) {
            return job.id() + " has these values already";
        }
        job.noteAll(backend.prepare(after));
        steps.reached("prepared");
        limit(job, now, after);
        ledger.redefine(after, ledger.event(job, EventKind.CHANGED, difference, null));
        steps.reached("changed");
        return job.id() + ": " + difference + effect(job, now, after, changes);
    }

    // Before it is on record: what the kernel refuses changes nothing.
    private void limit(Job job, InstanceRecord now, Instance after) {
        if (after.limits().equals(now.instance().limits())) {
            return;
        }
        ProcessIdentity master = now.observed().master();
        if (master != null && backend.isAlive(master)) {
            try {
                job.noteAll(backend.applyLimits(after, master));
            } catch (IkabudException refused) {
                restore(job, now.instance(), master);
                throw refused;
            }
        }
        backend.enforcement(after, master).stream()
                .filter(one -> !one.isByKernel() || one.by() == Enforcement.By.RLIMIT)
                .map(Enforcement::text)
                .forEach(job::note);
    }

    private void restore(Job job, Instance before, ProcessIdentity master) {
        try {
            backend.prepare(before);
            backend.applyLimits(before, master);
        } catch (IkabudException left) {
            job.note("not all could be taken back: " + left.getMessage());
        }
    }

    private Instance changed(Job job, Instance before, Map<String, String> values) {
        List<String> mistakes = new ArrayList<>();
        Supervision supervision = SupervisionKeys.change(before.supervision(), values, mistakes);
        Limits limits = LimitKeys.change(before.limits(), values, mistakes);
        Map<String, String> variables = new LinkedHashMap<>(values);
        variables.keySet().removeAll(OURS);
        if (before.isVirtual() && values.keySet().stream().anyMatch(LimitKeys.NAMES::contains)) {
            mistakes.add("no process is its own, so nothing can be limited");
        }
        mistakes.addAll(backend.mistakes(before, variables, OURS));
        if (!mistakes.isEmpty()) {
            throw IkabudException.usage(
                    job.what(),
                    String.join("; ", mistakes),
                    "`ikabud set " + job.id() + "` shows what can be set, and to what it is");
        }
        Map<String, String> all = new LinkedHashMap<>(before.variables());
        all.putAll(variables);
        return before.with(supervision).with(limits).with(all);
    }

    private String difference(Instance before, Instance after, Map<String, String> typed) {
        Map<String, String> old = values(before);
        Map<String, String> fresh = values(after);
        List<String> parts = new ArrayList<>();
        for (String key : typed.keySet()) {
            String was = old.getOrDefault(key, "");
            String is = fresh.getOrDefault(key, "");
            if (!was.equals(is)) {
                parts.add(key + " " + named(was) + " -> " + named(is));
            }
        }
        return String.join(", ", parts);
    }

    private Map<String, String> values(Instance instance) {
        Map<String, String> values = new LinkedHashMap<>(SupervisionKeys.values(instance.supervision()));
        values.putAll(LimitKeys.values(instance.limits()));
        values.putAll(backend.variables(instance));
        return values;
    }

    private static String named(String value) {
        return value.isEmpty() ? "(nothing)" : value;
    }

    // How it is looked after holds at once; what FPM reads does not.
    private String effect(Job job, InstanceRecord now, Instance after, Changes changes) {
        if (after.isVirtual() || now.instance().variables().equals(after.variables())) {
            return "";
        }
        if (now.observed().phase() != Phase.UP) {
            return "; it takes effect with its next start";
        }
        if (backend.needsRestart(now.instance(), after)) {
            return "; it takes effect with `ikabud restart " + job.id() + "`";
        }
        if (!changes.reload()) {
            return "; it takes effect with `ikabud reload " + job.id() + "`";
        }
        return "; " + starting.reloadLocked(job, job.timeout(patience.start()));
    }
}
