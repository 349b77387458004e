package ikabud.backend;

import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootLog;
import ikabud.model.BootPhase;
import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The checks of one boot while it goes on: times each, keeps it, and tells who listens. Confined to the thread that boots. */
public final class BootChecks {
    /** Nobody listens. */
    public static final Consumer<BootCheck> UNHEARD = check -> {};

    private final InstanceId id;
    private final Clock clock;
    private final Consumer<BootCheck> heard;
    private final Instant at;
    private final long began;
    private final List<BootCheck> done = new ArrayList<>();
    private @Nullable Duration took;

    /** The boot begins now. */
    public BootChecks(InstanceId id, Clock clock, Consumer<BootCheck> heard) {
        this.id = id;
        this.clock = clock;
        this.heard = heard;
        this.at = clock.now();
        this.began = clock.nanoTime();
    }

    /**
     * What a check found.
     *
     * @param detail for a person; may be empty
     * @param remedy what to do about it; empty where it passed
     */
    public record Found(Result result, String detail, String remedy) {
        /** All is well. */
        public static Found passed(String detail) {
            return new Found(Result.PASSED, detail, "");
        }

        /** Worth knowing. */
        public static Found warned(String detail, String remedy) {
            return new Found(Result.WARNED, detail, remedy);
        }

        /** Not looked at. */
        public static Found skipped(String why) {
            return new Found(Result.SKIPPED, why, "");
        }
    }

    /** Looks at one thing; what it throws is a failed check that ends the boot. */
    public interface Look {
        /** What was found. */
        Found look();
    }

    /** Makes one check. What it throws is kept as a failure and goes on to the caller. */
    public void check(BootPhase phase, String name, Look look) {
        Step step = begin(phase, name);
        try {
            step.end(look.look());
        } catch (RuntimeException failure) {
            step.fail(failure);
            throw failure;
        }
    }

    /** Begins a check that ends later: one that waits for something. */
    public Step begin(BootPhase phase, String name) {
        return new Step(phase, name);
    }

    /** The instance serves: what comes now takes no time of the boot. */
    public void serves() {
        took = since(began);
    }

    /** Whether it came to serve. */
    public boolean served() {
        return took != null;
    }

    /** What was found so far. */
    public BootLog log() {
        return new BootLog(id, at, took == null ? since(began) : took, done);
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(clock.nanoTime() - nanos);
    }

    /** A check under way; it ends once. */
    public final class Step {
        private final BootPhase phase;
        private final String name;
        private final long from = clock.nanoTime();

        private Step(BootPhase phase, String name) {
            this.phase = phase;
            this.name = name;
        }

        /** It found this. */
        public void end(Found found) {
            BootCheck check = new BootCheck(phase, name, found.result(), since(from), found.detail(), found.remedy());
            done.add(check);
            heard.accept(check);
        }

        /** It failed, and says what, where, and what to do. */
        public void fail(RuntimeException failure) {
            end(
                    failure instanceof IkabudException known
                            ? new Found(Result.FAILED, known.what() + ": " + known.why(), known.remedy())
                            : new Found(Result.FAILED, String.valueOf(failure), "please report it"));
        }
    }
}
