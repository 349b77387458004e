package ikabud.support;

/** The faults that are brought about in the tests, in the words of {@code docs/faults.md}. */
public enum Trouble {
    MASTER_KILLED(
            "a master is killed with -9, and its workers live on and keep the socket",
            "the workers that were left are ended, a new master serves, one restart is on record"),
    MASTER_TERMINATED(
            "somebody ends a master with TERM, which it obeys with exit code 0",
            "an end that Ikabud was not asked for is a failure: it is restarted; where down is wanted it stays down"),
    BROKEN_BEFORE_START(
            "the configuration is broken when a master is to be restarted",
            "it is `failed` at once with FPM's words and line, and not tried again; others go on"),
    FORK_FAILS(
            "FPM cannot fork, and ends with code 0 before it serves",
            "a shortage, tried again later, and never shown as a stop"),
    BROKEN_AT_RELOAD(
            "a reload with a broken configuration; or somebody sends USR2 himself, and the master dies of it",
            "the reload is refused and the master serves on without a failed request; the dead one is `failed` with FPM's words"),
    WORKER_STORM(
            "workers end as soon as they start, hundreds in a second, and the master lives",
            "seen by the rate: the instance is stopped and `failed` before its log is big"),
    WORKERS_CRASH(
            "workers crash again and again",
            "read from FPM's log: told as crashing workers, and no restart of the master is counted"),
    SATURATED("all workers are busy", "`saturated`, which restarts nothing, and is over when the requests are"),
    MASTER_FROZEN(
            "a master is stopped with STOP: pings still succeed",
            "seen by its state; it is sent CONT, and is ended and restarted if that does not help"),
    SOCKET_GONE("the socket's file is deleted under a running master", "one restart, which makes a new one"),
    POWER_LOST(
            "after a loss of power sockets, PIDs and lock files of the last run are there, and another process has the PID",
            "what was wanted up is started without cleaning by hand; the other process is not touched"),
    PID_REUSED(
            "the PID on record belongs to another program by now",
            "the master counts as dead, and the other program is never signalled"),
    SUPERVISOR_KILLED(
            "the supervisor is killed with -9 and started again",
            "every master is taken over as it runs, none is restarted, and the end of one is noticed as before"),
    TWO_SUPERVISORS(
            "a second supervisor is started",
            "it is refused with a code of its own and changes nothing; the first one goes on"),
    MANY_STARTS("twenty starts at once, from several processes", "one master; every caller is answered"),
    STOP_IN_BACKOFF("a stop while a restart is waiting", "down at once, and the restart never happens"),
    STOP_IN_START(
            "a stop at any moment of a start", "down, with nothing left and nothing locked, and not taken for a crash"),
    CRASH_LOOP(
            "a master ends again and again",
            "the delays grow, with some chance in them; then `failed`, until somebody starts it, which counts from new"),
    CLOCK_JUMPS(
            "the wall clock jumps by a day", "nothing is restarted, no wait is cut short, and masters are still known"),
    STUBBORN(
            "a long request at a stop; processes of PHP that ignore TERM or have left the group",
            "first gracefully, then by force, all within the deadline; what survives is ended or named"),
    DISK_OR_LOG(
            "a log is moved away or cut; the disk of the record is full",
            "no line is lost, what runs runs on, and what could not be stored is told and tried again"),
    RECORD_DAMAGED(
            "the record is damaged, locked, lost, or from a newer version",
            "nothing is started or stopped for it; it is put aside and made anew from what is rendered and what runs"),
    NEEDS(
            "what an instance needs is not ready, fails, or needs the instance itself",
            "it waits and says for what, and can be stopped meanwhile; circles are refused with their path"),
    MEMORY_SHORT(
            "workers are killed for want of memory",
            "the instance stays up; told by name, and never a reason to give it up"),
    RIGHTS_DRIFT(
            "a log belongs to root, the run directory is gone, the user is somebody else by now",
            "what can be made again is; else the path and whose it is are named, and nothing runs with wrong rights"),
    WEB_SERVER_LOCKED_OUT(
            "who may connect to the socket is not as it should be",
            "each start sets it anew: the web server's user may, and nobody else; an entry that is lost meanwhile is not noticed"),
    SUPERVISOR_TERMINATED(
            "TERM to the supervisor in the middle of its work, then HUP",
            "it ends in time and leaves what runs alone; what was under way is finished by the next one"),
    OUTPUT_HELD(
            "a process that left the group keeps the master's output open",
            "no end of output is waited for: the instance is down in time"),
    LYING_ANSWERS(
            "a site answers a question about its health with garbage, without end, or one byte at a time",
            "counts as no answer, after a fixed time and a fixed number of bytes"),
    UNIT_FAILED(
            "systemd says failed, or that the start limit was hit",
            "each of its words has a class and a sentence; what it gave up is `failed` until somebody starts it"),
    MEMORY_OVER(
            "an instance uses more memory than its limit, where the kernel does not hold it to that",
            "seen in two looks; restarted gracefully within the limits of its policy, or told and told again each hour, as"
                    + " `over-limit` says");

    private final String fault;
    private final String result;

    Trouble(String fault, String result) {
        this.fault = fault;
        this.result = result;
    }

    /** What goes wrong. */
    public String fault() {
        return fault;
    }

    /** What becomes of it. */
    public String result() {
        return result;
    }
}
