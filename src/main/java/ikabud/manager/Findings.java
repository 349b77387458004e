package ikabud.manager;

import ikabud.backend.Examiner.PageReply;
import ikabud.backend.MemoryNews;
import ikabud.backend.Vitals;
import ikabud.backend.WorkerEnds;
import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.Judgement;
import ikabud.model.PoolStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that is known of an instance whose master lives, and what to make of it. What was not asked is empty. Pure.
 *
 * @param processes how many the master has, its status process included
 * @param limit the most workers the pool may have
 */
record Findings(
        Vitals vitals,
        OptionalInt processes,
        OptionalInt limit,
        Optional<PoolStatus> status,
        Optional<Boolean> answers,
        Optional<PageReply> page) {
    /** After the first look. */
    static Findings of(Vitals vitals, OptionalInt limit) {
        return new Findings(vitals, OptionalInt.empty(), limit, Optional.empty(), Optional.empty(), Optional.empty());
    }

    Findings with(OptionalInt counted, Optional<PoolStatus> read) {
        return new Findings(vitals, counted, limit, read, answers, page);
    }

    Findings answering(boolean pong) {
        return new Findings(vitals, processes, limit, status, Optional.of(pong), page);
    }

    Findings with(PageReply reply) {
        return new Findings(vitals, processes, limit, status, answers, Optional.of(reply));
    }

    /** Whether there is reason to ask FPM: somebody waits, or the pool came to its limit. */
    boolean isSuspicious() {
        return vitals.waiting() > 0 || vitals.ends().limitReached();
    }

    /** Whether only a ping tells more: the socket seems gone, or somebody waits though workers seem free. */
    boolean isUnexplained() {
        return !vitals.frozen() && (isSocketAway() || (vitals.waiting() > 0 && !isSaturated()));
    }

    /** The worst that can be said. */
    Judgement judge() {
        if (vitals.ends().isStorm()) {
            return Judgement.of(Fault.WORKER_STORM, because(vitals.ends().shortLived() + " in a second"));
        }
        if (isSocketAway() && !answers.orElse(false)) {
            return Judgement.of(Fault.SOCKET_GONE, "");
        }
        if (vitals.frozen()) {
            return Judgement.of(Fault.FROZEN, "");
        }
        if (!answers.orElse(true) && !isSaturated()) {
            return Judgement.of(Fault.NOT_ANSWERING, waiting());
        }
        return overMemory().or(this::ends).or(this::brokenSite).orElseGet(this::load);
    }

    private Optional<Judgement> overMemory() {
        MemoryNews memory = vitals.memory();
        return memory.overBytes().isPresent()
                ? Optional.of(Judgement.of(Fault.OVER_MEMORY, memory.overText()))
                : Optional.empty();
    }

    private Optional<Judgement> ends() {
        WorkerEnds ends = vitals.ends();
        if (!ends.isBad()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        add(parts, ends.killed(), "killed");
        add(parts, ends.crashed(), "crashed");
        add(parts, ends.failed(), "ended with an error");
        if (ends.startedAfresh()) {
            parts.add("so many that FPM started itself afresh");
        }
        if (vitals.memory().ended() > 0) {
            parts.add(vitals.memory().endedText());
        }
        boolean killed = ends.killed() > 0 && ends.crashed() + ends.failed() == 0 && !ends.startedAfresh();
        return Optional.of(Judgement.of(
                killed ? Fault.WORKERS_KILLED : Fault.WORKERS_CRASHING, because(String.join(", ", parts))));
    }

    private static void add(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private Optional<Judgement> brokenSite() {
        return page.filter(PageReply::trouble).map(reply -> Judgement.of(Fault.SITE_BROKEN, reply.detail()));
    }

    private Judgement load() {
        if (isSaturated()) {
            String busy = status.map(pool -> "all " + pool.active() + " workers are busy")
                    .orElse("it has as many workers as it may");
            String waiting = waiting();
            return Judgement.fine(Health.SATURATED, busy + (waiting.isEmpty() ? "" : ", " + waiting));
        }
        String workers = status.map(pool -> "; " + pool.active() + " busy and " + pool.idle() + " idle")
                .orElse("");
        return Judgement.fine(Health.HEALTHY, "the master lives and its socket listens" + workers);
    }

    private boolean isSocketAway() {
        return !vitals.socket().orElse(true);
    }

    // Where FPM does not say how busy its workers are, their number and somebody who waits have to do.
    private boolean isSaturated() {
        if (limit.isEmpty()) {
            return false;
        }
        return status.map(pool -> pool.active() >= limit.getAsInt())
                .orElse(vitals.waiting() > 0 && processes.orElse(0) >= limit.getAsInt());
    }

    private String waiting() {
        int count = vitals.waiting();
        if (count == 0) {
            return "";
        }
        return count == 1 ? "1 connection waits" : count + " connections wait";
    }

    private String because(String numbers) {
        String words = vitals.ends().words();
        return words.isEmpty() ? numbers : numbers + ": " + words;
    }
}
