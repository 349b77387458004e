package ikabud.manager;

import ikabud.backend.BootChecks;
import ikabud.backend.Member;
import ikabud.backend.Survey;
import ikabud.model.Actor;
import ikabud.model.BootCheck;
import ikabud.model.Clock;
import ikabud.model.Command;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.ProcessIdentity;
import ikabud.model.VirtualPid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One command while it is carried out. Confined to the thread that carries it out. */
final class Job {
    private final Command command;
    private final Clock clock;
    private final long began;
    private final Consumer<BootCheck> heard;
    private final boolean unasked;
    private final List<String> notes = new ArrayList<>();
    private @Nullable BootChecks boot;

    Job(Command command, Clock clock) {
        this(command, clock, BootChecks.UNHEARD);
    }

    /** A command with somebody who hears the checks of its boot, if it makes one. */
    Job(Command command, Clock clock, Consumer<BootCheck> heard) {
        this(command, clock, heard, false);
    }

    private Job(Command command, Clock clock, Consumer<BootCheck> heard, boolean unasked) {
        this.command = command;
        this.clock = clock;
        this.heard = heard;
        this.unasked = unasked;
        this.began = clock.nanoTime();
    }

    /** What the supervisor does by itself: nobody waits for the outcome, so the events alone tell of it. */
    static Job unasked(Command command, Clock clock) {
        return new Job(command, clock, BootChecks.UNHEARD, true);
    }

    boolean isUnasked() {
        return unasked;
    }

    Command command() {
        return command;
    }

    Command.Options options() {
        return command.options();
    }

    InstanceId id() {
        return command.target();
    }

    Actor actor() {
        return command.actor();
    }

    Instant now() {
        return clock.now();
    }

    /** Begins a boot, the first or one more try. */
    BootChecks beginBoot() {
        BootChecks begun = new BootChecks(id(), clock, heard);
        boot = begun;
        return begun;
    }

    /** The checks of the last boot that this command made. */
    Optional<BootChecks> boot() {
        return Optional.ofNullable(boot);
    }

    Duration took() {
        return Duration.ofNanos(clock.nanoTime() - began);
    }

    /** What the command says it may take, else what is usual. */
    Duration timeout(Duration usual) {
        Duration asked = options().timeout();
        return asked == null ? usual : asked;
    }

    void note(String line) {
        notes.add(line);
    }

    void noteAll(List<String> lines) {
        notes.addAll(lines);
    }

    List<String> notes() {
        return notes;
    }

    /** Such as {@code start of blog}. */
    String what() {
        return command.verb().word() + " of " + id();
    }

    IkabudException refused(String why, String remedy) {
        return IkabudException.refused(what(), why, remedy);
    }

    /** Refuses if the administrator saw another master than the one that runs now. */
    private void requireExpected(Optional<ProcessIdentity> master) {
        ProcessIdentity expected = command.expected();
        if (expected == null || master.filter(expected::equals).isPresent()) {
            return;
        }
        String now = master.map(
                        other -> "was restarted meanwhile (was PID " + expected.pid() + ", is " + other.pid() + ")")
                .orElse("ended meanwhile (was PID " + expected.pid() + ")");
        throw refused(id() + " " + now, "look at it again, then decide");
    }

    /** The same for whatever an instance has: a master, or a site that is open. */
    void requireExpected(Survey now, InstanceRecord record) {
        requireExpected(now.master());
        VirtualPid expected = command.opening();
        Optional<VirtualPid> open = record.virtualPid();
        if (expected != null && open.filter(expected::equals).isEmpty()) {
            String is = open.map(other -> ", is " + other).orElse("");
            throw refused(
                    id() + " was " + (is.isEmpty() ? "shut" : "restarted") + " meanwhile (was " + expected + is + ")",
                    "look at it again, then decide");
        }
    }

    /** Such as {@code PID 12 (sleep 100), PID 13 (sleep 200)}. */
    static String names(List<Member> members) {
        return String.join(", ", members.stream().map(Member::toString).toList());
    }
}
