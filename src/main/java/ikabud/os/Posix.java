package ikabud.os;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.NulTerminate;
import jnr.ffi.annotations.Out;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * The C library, loaded at the first call: that costs about 100 ms and 10 MB, so nothing that only reads comes here.
 *
 * <p>Failures are the kernel's error numbers, negated, as system calls return them.
 */
public final class Posix {
    static final int EPERM = 1;
    static final int ESRCH = 3;
    static final int EWOULDBLOCK = 11;
    static final int EINVAL = 22;
    static final int ENOSYS = 38;
    static final int SIGTSTP = 20;

    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_NONBLOCK = 04000;
    // The only one of them that differs between the architectures we run on.
    static final int O_NOFOLLOW = System.getProperty("os.arch", "").equals("aarch64") ? 0100000 : 0400000;
    static final int O_CLOEXEC = 02000000;
    static final int LOCK_EX = 2;
    static final int LOCK_NB = 4;

    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int WNOHANG = 1;
    private static final int FD_CLOEXEC = 1;
    private static final int F_SETFD = 2;
    private static final int SIG_SETMASK = 2;
    private static final int SIGNAL_SET_BYTES = 128;
    private static final int BELL_BYTES = 8;

    private static final int UMASK = 027;
    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;

    private Posix() {}

    /** What we need of the C library; public only because the binding is made at run time. */
    public interface Calls {
        /** {@code syscall(2)} with what {@code pidfd_open} needs; the C library of today has no function for it. */
        long syscall(long number, long pid, long flags);

        /** {@code syscall(2)} with what {@code pidfd_send_signal} needs. */
        long syscall(long number, long descriptor, long signal, long information, long flags);

        /** {@code open(2)}. */
        int open(String path, int flags, int mode);

        /** {@code close(2)}. */
        int close(int descriptor);

        /** {@code flock(2)}. */
        int flock(int descriptor, int operation);

        /** {@code ftruncate(2)}. */
        int ftruncate(int descriptor, long length);

        /** {@code pwrite(2)}. */
        long pwrite(int descriptor, byte[] content, long length, long offset);

        /** {@code eventfd(3)}. */
        int eventfd(int initial, int flags);

        /** {@code read(2)}. */
        long read(int descriptor, @Out byte[] content, long length);

        /** {@code write(2)}. */
        long write(int descriptor, @In byte[] content, long length);

        /** {@code epoll_create1(2)}. */
        int epoll_create1(int flags);

        /** {@code epoll_ctl(2)}. */
        int epoll_ctl(int set, int operation, int descriptor, Pointer event);

        /** {@code epoll_wait(2)}. */
        int epoll_wait(int set, Pointer events, int most, int millis);

        /** {@code fcntl(2)}. */
        int fcntl(int descriptor, int command, int argument);

        /** {@code pthread_sigmask(3)}, which returns its error. */
        int pthread_sigmask(int how, Pointer set, Pointer before);

        /** {@code waitpid(2)}, without asking how it ended. */
        int waitpid(int pid, Pointer status, int options);

        /** {@code execve(2)}, which returns only where it failed. */
        int execve(String path, @In @NulTerminate String[] arguments, @In @NulTerminate String[] environment);
    }

    private static final class Library {
        static final Calls CALLS;
        static final Runtime RUNTIME;

        static {
            // Reflection instead of generated classes: a third less to load, and we make few calls.
            System.setProperty("jnr.ffi.asm.enabled", "false");
            CALLS = LibraryLoader.create(Calls.class).failImmediately().load("c");
            RUNTIME = Runtime.getSystemRuntime();
        }

        static int result(long returned) {
            return returned < 0 ? -RUNTIME.getLastError() : (int) returned;
        }
    }

    // Binds more than a hundred functions, so it is asked only for what is rare.
    private static final class Whole {
        static final POSIX C = POSIXFactory.getNativePOSIX();
    }

    /** Sets the file mode mask of this process to 027; what it starts inherits it. The launchers have done it already. */
    static void setUmask() {
        Whole.C.umask(UMASK);
    }

    /** A descriptor that stays with one process, whatever happens to its number. */
    static int openProcess(int pid) {
        return Library.result(Library.CALLS.syscall(SYS_PIDFD_OPEN, pid, 0));
    }

    /** Sends a signal to the very process behind the descriptor. */
    static int signalProcess(int descriptor, int signal) {
        return Library.result(Library.CALLS.syscall(SYS_PIDFD_SEND_SIGNAL, descriptor, signal, 0, 0));
    }

    /** Sends a signal to whoever has that number now, or with 0 to our own process group. */
    static int kill(int pid, int signal) {
        int returned = Whole.C.kill(pid, signal);
        return returned < 0 ? -Whole.C.errno() : returned;
    }

    static int open(String path, int flags, int mode) {
        return Library.result(Library.CALLS.open(path, flags, mode));
    }

    static int flock(int descriptor, int operation) {
        return Library.result(Library.CALLS.flock(descriptor, operation));
    }

    static int rewrite(int descriptor, byte[] content) {
        int cut = Library.result(Library.CALLS.ftruncate(descriptor, 0));
        return cut < 0 ? cut : Library.result(Library.CALLS.pwrite(descriptor, content, content.length, 0));
    }

    static void close(int descriptor) {
        Library.CALLS.close(descriptor);
    }

    /** Takes a child that has ended: its number, 0 while it lives, or an error for what is no child of ours. */
    static int reap(int pid) {
        return Library.result(Library.CALLS.waitpid(pid, memory(Integer.BYTES), WNOHANG));
    }

    static Pointer memory(int bytes) {
        return Memory.allocateDirect(Library.RUNTIME, bytes, true);
    }

    static int makeEventSet() {
        return Library.result(Library.CALLS.epoll_create1(O_CLOEXEC));
    }

    static int addToEventSet(int set, int descriptor, Pointer event) {
        return Library.result(Library.CALLS.epoll_ctl(set, EPOLL_CTL_ADD, descriptor, event));
    }

    static int removeFromEventSet(int set, int descriptor, Pointer event) {
        return Library.result(Library.CALLS.epoll_ctl(set, EPOLL_CTL_DEL, descriptor, event));
    }

    static int awaitEventSet(int set, Pointer events, int most, int millis) {
        return Library.result(Library.CALLS.epoll_wait(set, events, most, millis));
    }

    /** A descriptor that becomes readable once it is rung. */
    static int makeBell() {
        return Library.result(Library.CALLS.eventfd(0, O_CLOEXEC | O_NONBLOCK));
    }

    static void ring(int bell) {
        byte[] one = new byte[BELL_BYTES];
        // The number 1 in either byte order, but for its size.
        one[0] = 1;
        Library.CALLS.write(bell, one, BELL_BYTES);
    }

    static void silence(int bell) {
        Library.CALLS.read(bell, new byte[BELL_BYTES], BELL_BYTES);
    }

    /** Says whether a program that is executed in our place gets the descriptor. */
    static int keepAcrossExec(int descriptor, boolean keep) {
        return Library.result(Library.CALLS.fcntl(descriptor, F_SETFD, keep ? 0 : FD_CLOEXEC));
    }

    /**
     * Executes a program in place of this process, with no signal blocked, whatever the calling thread blocks; returns
     * only where that failed.
     */
    static int execute(String path, String[] arguments, String[] environment) {
        Pointer before = memory(SIGNAL_SET_BYTES);
        Library.CALLS.pthread_sigmask(SIG_SETMASK, memory(SIGNAL_SET_BYTES), before);
        int failed = Library.result(Library.CALLS.execve(path, arguments, environment));
        Library.CALLS.pthread_sigmask(SIG_SETMASK, before, memory(SIGNAL_SET_BYTES));
        return failed;
    }
}
