package ikabud.backend;

import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.model.Owner;
import ikabud.model.PlainText;
import ikabud.model.ProcessIdentity;
import ikabud.os.ProcFs.Executable;
import ikabud.os.ProcStat;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds an instance's processes. The routine look is cheap: the recorded master, the lock table and the socket table. Only
 * where those disagree are the open files of the user's processes read.
 */
final class Surveyor {
    private static final int LONGEST_COMMAND = 80;

    // PROC_PID_INIT_INO: only there does the lock table show locks whose taker has ended.
    private static final long FIRST_PID_NAMESPACE = 0xEFFFFFFCL;

    private final Machine machine;
    private final Layout layout;

    Surveyor(Machine machine, Layout layout) {
        this.machine = machine;
        this.layout = layout;
    }

    /** What runs now, beginning with the recorded master. */
    Survey survey(Instance instance, @Nullable ProcessIdentity recorded) {
        if (recorded != null && isMaster(instance, recorded)) {
            return new Survey(Optional.of(recorded), List.of(), List.of());
        }
        if (!isAnythingLeft(instance)) {
            return Survey.NOTHING;
        }
        List<Member> members = members(instance);
        Optional<ProcessIdentity> master = members.stream()
                .map(Member::identity)
                .filter(member -> isMaster(instance, member))
                .findFirst();
        if (master.isPresent()) {
            return new Survey(master, List.of(), List.of());
        }
        int group = recorded == null ? 0 : recorded.pid();
        return new Survey(
                Optional.empty(),
                members.stream().filter(one -> mayEnd(instance, one, group)).toList(),
                members.stream().filter(one -> !mayEnd(instance, one, group)).toList());
    }

    /** Whether the kernel's table shows the alive lock as held. */
    boolean isLocked(Instance instance) {
        return machine.holders().lockHeld(layout.aliveLock(instance.id()));
    }

    /** Whether the alive lock is held or a socket is listened on, as the kernel's tables tell. */
    boolean isAnythingLeft(Instance instance) {
        if (isLocked(instance)) {
            return true;
        }
        if (machine.sockets().isAnyListening(sockets(instance))) {
            return true;
        }
        // In a container the table may hide it, and the processes themselves have to be asked.
        return machine.proc().pidNamespace() != FIRST_PID_NAMESPACE
                && !members(instance).isEmpty();
    }

    /** Every living process of the instance's user that has its lock or one of its sockets open. */
    List<Member> members(Instance instance) {
        Path lock = layout.aliveLock(instance.id());
        int uid = instance.owner().uid();
        return machine.holders().holdersOf(lock, sockets(instance), uid).stream()
                .map(one -> member(instance, one, machine.holders().hasOpen(one, lock)))
                .toList();
    }

    /** Members that are known to be the instance's own. */
    List<Member> describe(Instance instance, List<ProcessIdentity> own) {
        return own.stream().map(one -> member(instance, one, true)).toList();
    }

    private Member member(Instance instance, ProcessIdentity one, boolean certain) {
        List<String> commandLine = machine.proc().commandLine(one.pid());
        String command = PlainText.neutralise(String.join(" ", commandLine).strip());
        boolean named = hasConfig(instance, commandLine);
        boolean fpm = named || runsFpm(instance, one);
        return new Member(one, PlainText.shorten(command, LONGEST_COMMAND), fpm, certain || named);
    }

    /**
     * Whether it may be ended without force: in a user that was made for the instance everything; else what is in the
     * group of its master, and of what is its own for certain all in a uid without a name, what is FPM's in others.
     */
    boolean mayEnd(Instance instance, Member member, int masterGroup) {
        Owner owner = instance.owner();
        return owner.made()
                || (member.certain() && (owner.nameless() || member.fpm()))
                || (masterGroup > 0
                        && machine.proc()
                                .stat(member.identity().pid())
                                .filter(stat -> stat.group() == masterGroup)
                                .isPresent());
    }

    /** Whether that very process lives and is this instance's master: its user, its program, its configuration file. */
    boolean isMaster(Instance instance, ProcessIdentity process) {
        return machine.processes().isAlive(process) && looksLikeMaster(instance, process);
    }

    /** The same without asking whether it lives, for the last check before a signal. */
    boolean looksLikeMaster(Instance instance, ProcessIdentity process) {
        return isOwners(instance, process)
                && leadsItsGroup(process)
                && runsFpmOrUnknown(instance, process)
                && hasConfig(instance, machine.proc().commandLine(process.pid()));
    }

    // A worker has its master's title until it takes its own: one that was orphaned just then is no master.
    private boolean leadsItsGroup(ProcessIdentity process) {
        return machine.proc()
                .stat(process.pid())
                .filter(stat -> stat.group() == process.pid())
                .isPresent();
    }

    /** Whether the process is the instance's user's. */
    boolean isOwners(Instance instance, ProcessIdentity process) {
        return machine.proc()
                .uid(process.pid())
                .equals(OptionalInt.of(instance.owner().uid()));
    }

    /** Whether the master does not run on because of a stop signal or a debugger. */
    boolean isFrozen(ProcessIdentity process) {
        return machine.proc()
                .stat(process.pid())
                .map(ProcStat::state)
                .filter(state -> state == 'T' || state == 't')
                .isPresent();
    }

    List<Path> sockets(Instance instance) {
        return List.of(layout.socket(instance.id()), layout.statusSocket(instance.id()));
    }

    // php-fpm: master process (/etc/ikabud/instances/blog/php-fpm.conf)     once it has named itself
    // /usr/sbin/php-fpm8.2 -F -y /etc/ikabud/instances/blog/php-fpm.conf    before
    private boolean hasConfig(Instance instance, List<String> commandLine) {
        if (commandLine.isEmpty()) {
            return false;
        }
        String config = layout.fpmConfig(instance.id()).toString();
        int at = commandLine.indexOf("-y");
        return commandLine.get(0).strip().equals("php-fpm: master process (" + config + ")")
                || (at > 0 && commandLine.indexOf(config) == at + 1);
    }

    private boolean runsFpm(Instance instance, ProcessIdentity process) {
        return program(process).filter(instance.phpBinary()::equals).isPresent();
    }

    // Another of our user may not be looked into where the kernel is strict; the command line has to do there.
    private boolean runsFpmOrUnknown(Instance instance, ProcessIdentity process) {
        return program(process).map(instance.phpBinary()::equals).orElse(true);
    }

    private Optional<Path> program(ProcessIdentity process) {
        return machine.proc().executable(process.pid()).map(Executable::path);
    }
}
