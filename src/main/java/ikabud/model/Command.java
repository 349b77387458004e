package ikabud.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One action of an administrator; screen, command line and scripts make the same ones.
 *
 * @param expected the master the administrator saw; the command is refused if it is another by now. Null: whichever runs
 * @param opening the same where no process is the instance's own
 * @param options what else was said
 */
public record Command(
        Verb verb,
        InstanceId target,
        Actor actor,
        @Nullable ProcessIdentity expected,
        @Nullable VirtualPid opening,
        Options options) {
    /**
     * The details of a command, each with a default.
     *
     * @param signal what {@code kill} sends
     * @param force also end strays where the user is shared with others
     * @param purge {@code remove} also deletes the site's data and the user Ikabud made
     * @param patient wait for the op lock instead of being refused when the instance is busy
     * @param timeout how long the whole command may take; for stop and restart also the grace before force
     * @param blueprint what {@code create} makes
     * @param changes what {@code set} changes
     * @param to the way in which {@code migrate} has it run
     */
    public record Options(
            Signal signal,
            boolean force,
            boolean purge,
            boolean patient,
            @Nullable Duration timeout,
            @Nullable Blueprint blueprint,
            @Nullable Changes changes,
            @Nullable BackendKind to) {
        /** Of a command that is no migration. */
        public Options(
                Signal signal,
                boolean force,
                boolean purge,
                boolean patient,
                @Nullable Duration timeout,
                @Nullable Blueprint blueprint,
                @Nullable Changes changes) {
            this(signal, force, purge, patient, timeout, blueprint, changes, null);
        }

        /** Without changes of a definition. */
        public Options(
                Signal signal,
                boolean force,
                boolean purge,
                boolean patient,
                @Nullable Duration timeout,
                @Nullable Blueprint blueprint) {
            this(signal, force, purge, patient, timeout, blueprint, null);
        }

        /** The same with the way in which to have it run. */
        public Options to(BackendKind way) {
            return new Options(signal, force, purge, patient, timeout, blueprint, changes, way);
        }

        /** Nothing special. */
        public static final Options PLAIN = new Options(Signal.KILL, false, false, false, null, null);
    }

    /** A command without anything special. */
    public static Command of(Verb verb, InstanceId target, Actor actor) {
        return new Command(verb, target, actor, null, null, Options.PLAIN);
    }

    /** The same, aimed at one master only. */
    public Command expecting(@Nullable ProcessIdentity master) {
        return new Command(verb, target, actor, master, opening, options);
    }

    /** The same, aimed at what the administrator saw of an instance, whatever that is. */
    public Command expecting(InstanceRecord seen) {
        return new Command(
                verb, target, actor, seen.observed().master(), seen.virtualPid().orElse(null), options);
    }

    /** The same with other options. */
    public Command with(Options changed) {
        return new Command(verb, target, actor, expected, opening, changed);
    }
}
