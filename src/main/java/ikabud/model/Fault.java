package ikabud.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong with an instance whose master lives, by name. That all workers are busy is none of them. */
public enum Fault {
    /** State T: FPM answers a ping still, and starts no worker any more. */
    FROZEN(
            Health.DEGRADED,
            true,
            "its master is stopped (state T): workers go on, and none that ends is replaced",
            "send its master CONT; a supervisor does"),
    /** The web server has nowhere to connect to. */
    SOCKET_GONE(
            Health.FAILING,
            true,
            "its master lives and its socket is gone: nobody can connect",
            "restart it; look what removed the socket"),
    /** FPM starts one after the other without a pause, and fills log and CPU with it. */
    WORKER_STORM(
            Health.FAILING,
            true,
            "its workers end as soon as they start, many in each second",
            "look at fpm.log for what keeps them from starting; mend that, then start it"),
    /** Where the kernel does not hold it to its limit; the guard saw it. */
    OVER_MEMORY(
            Health.DEGRADED,
            true,
            "it uses more memory than it may, and the kernel does not hold it back here",
            "look what needs so much; give it more memory, or fewer workers; `ikabud doctor` says why it is not held"),
    /** Most often for want of memory. */
    WORKERS_KILLED(
            Health.DEGRADED,
            false,
            "workers of it were killed (signal 9), as the kernel does for want of memory",
            "look at the kernel's log; give it more memory, or fewer workers"),
    /** Signals 11, 7, 4, 8 and 6: PHP, an extension or the machine is at fault. */
    WORKERS_CRASHING(
            Health.DEGRADED,
            false,
            "workers of it crash",
            "look at fpm.log for the signal; leave out the extension that was added last"),
    /** Neither saturated nor serving. */
    NOT_ANSWERING(
            Health.FAILING,
            false,
            "its workers do not answer, though not all are busy",
            "look at fpm.log and php.log; restart it"),
    /** FPM is well and what it runs is not. */
    SITE_BROKEN(
            Health.DEGRADED,
            false,
            "FPM serves, and the site answers with an error",
            "look at php.log; the site's own code or its database is at fault"),
    /** Of a site without processes of its own: there is nothing nearer to look at. */
    SITE_DOWN(
            Health.FAILING,
            false,
            "its site does not answer as an open one should",
            "look at the site's error log; `ikabud doctor` looks at the host");

    private final Health health;
    private final boolean needsAct;
    private final String sentence;
    private final String remedy;

    Fault(Health health, boolean needsAct, String sentence, String remedy) {
        this.health = health;
        this.needsAct = needsAct;
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /** How well the instance does with it. */
    public Health health() {
        return health;
    }

    /** Whether a supervisor does something about it; the others are told only. */
    public boolean needsAct() {
        return needsAct;
    }

    /** What is wrong, for a person. */
    public String sentence() {
        return sentence;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /** The one that an event's detail begins with. */
    public static Optional<Fault> toldBy(String detail) {
        return Arrays.stream(values())
                .filter(fault -> detail.startsWith(fault.sentence))
                .findFirst();
    }

    /** The word a person reads, such as {@code socket gone}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
