package ikabud.os;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.NulTerminate;

/**
 * Starts a program by {@code posix_spawn(3)}: in a session of its own, in {@code /}, with no signal blocked or ignored and no
 * file of ours open. Nobody waits for it.
 */
final class NativeSpawn {
    // 336 and 80 bytes in the C library of today.
    private static final int ATTRIBUTES = 1024;
    private static final int ACTIONS = 1024;
    private static final int SIGNAL_SET_BYTES = 128;
    private static final byte ALL_SIGNALS = (byte) 0xff;

    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;

    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int ERRORS = 2;
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 1;
    private static final int O_APPEND = 02000;
    private static final int MODE = 0666;
    private static final String NULL = "/dev/null";

    private NativeSpawn() {}

    /** What we need of the C library; public only because the binding is made at run time. Each returns its error. */
    public interface Calls {
        /** {@code posix_spawn(3)}. */
        int posix_spawn(
                Pointer pid,
                String path,
                Pointer actions,
                Pointer attributes,
                @In @NulTerminate String[] arguments,
                @In @NulTerminate String[] environment);

        /** {@code posix_spawn_file_actions_init(3)}. */
        int posix_spawn_file_actions_init(Pointer actions);

        /** {@code posix_spawn_file_actions_destroy(3)}. */
        int posix_spawn_file_actions_destroy(Pointer actions);

        /** {@code posix_spawn_file_actions_addopen(3)}. */
        int posix_spawn_file_actions_addopen(Pointer actions, int descriptor, String path, int flags, int mode);

        /** {@code posix_spawn_file_actions_adddup2(3)}. */
        int posix_spawn_file_actions_adddup2(Pointer actions, int descriptor, int other);

        /** In the C library since 2.29. */
        int posix_spawn_file_actions_addchdir_np(Pointer actions, String path);

        /** In the C library since 2.34. */
        int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int first);

        /** {@code posix_spawnattr_init(3)}. */
        int posix_spawnattr_init(Pointer attributes);

        /** {@code posix_spawnattr_destroy(3)}. */
        int posix_spawnattr_destroy(Pointer attributes);

        /** {@code posix_spawnattr_setflags(3)}. */
        int posix_spawnattr_setflags(Pointer attributes, short flags);

        /** {@code posix_spawnattr_setsigmask(3)}. */
        int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);

        /** {@code posix_spawnattr_setsigdefault(3)}. */
        int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);
    }

    private static final class Library {
        static final Optional<Calls> CALLS = bind();

        private static Optional<Calls> bind() {
            // Loads the rest of the C library first, which says how all of it is bound.
            Posix.memory(1);
            try {
                return Optional.of(
                        LibraryLoader.create(Calls.class).failImmediately().load("c"));
            } catch (LinkageError older) {
                return Optional.empty();
            }
        }
    }

    /**
     * Starts it.
     *
     * @param environment all it gets, as {@code NAME=value}
     * @param output the file its standard output and error are appended to; empty: they are thrown away
     * @return its process id, or the negated error; empty where the C library is too old for this
     */
    static OptionalInt start(List<String> arguments, List<String> environment, Optional<String> output) {
        return Library.CALLS.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(start(Library.CALLS.get(), arguments, environment, output));
    }

    private static int start(Calls calls, List<String> arguments, List<String> environment, Optional<String> output) {
        Pointer actions = Posix.memory(ACTIONS);
        Pointer attributes = Posix.memory(ATTRIBUTES);
        Pointer pid = Posix.memory(Integer.BYTES);
        calls.posix_spawn_file_actions_init(actions);
        calls.posix_spawnattr_init(attributes);
        try {
            int flags = O_WRONLY | O_APPEND | Posix.O_CREAT;
            int unfit = firstError(
                    calls.posix_spawn_file_actions_addopen(actions, INPUT, NULL, O_RDONLY, 0),
                    calls.posix_spawn_file_actions_addopen(actions, OUTPUT, output.orElse(NULL), flags, MODE),
                    calls.posix_spawn_file_actions_adddup2(actions, OUTPUT, ERRORS),
                    calls.posix_spawn_file_actions_addclosefrom_np(actions, ERRORS + 1),
                    calls.posix_spawn_file_actions_addchdir_np(actions, "/"),
                    calls.posix_spawnattr_setflags(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID)),
                    calls.posix_spawnattr_setsigmask(attributes, Posix.memory(SIGNAL_SET_BYTES)),
                    calls.posix_spawnattr_setsigdefault(attributes, allSignals()));
            int failed = unfit != 0
                    ? unfit
                    : calls.posix_spawn(
                            pid,
                            arguments.get(0),
                            actions,
                            attributes,
                            arguments.toArray(String[]::new),
                            environment.toArray(String[]::new));
            return failed == 0 ? pid.getInt(0) : -failed;
        } finally {
            calls.posix_spawnattr_destroy(attributes);
            calls.posix_spawn_file_actions_destroy(actions);
        }
    }

    private static int firstError(int... results) {
        for (int result : results) {
            if (result != 0) {
                return result;
            }
        }
        return 0;
    }

    private static Pointer allSignals() {
        Pointer set = Posix.memory(SIGNAL_SET_BYTES);
        for (int i = 0; i < SIGNAL_SET_BYTES; i++) {
            set.putByte(i, ALL_SIGNALS);
        }
        return set;
    }
}
