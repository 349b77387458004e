package ikabud.os;

import ikabud.model.IkabudException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts another program in the place of this process, which keeps its PID, its standard streams and one lock. */
public final class Reexecution {
    private static final int FIRST_OF_OURS = 3;

    private final ProcFs proc;

    /** Finds our own descriptors below {@code proc}. */
    public Reexecution(ProcFs proc) {
        this.proc = proc;
    }

    /**
     * Executes the program; all other threads end where they are. Never returns.
     *
     * @param kept the descriptor it inherits; all others but the standard streams are closed
     * @throws IkabudException where that failed and we go on
     */
    public void replaceUs(List<String> arguments, Map<String, String> environment, int kept) {
        closeOnExecution();
        Posix.keepAcrossExec(kept, true);
        int failed = Posix.execute(
                arguments.get(0),
                arguments.toArray(String[]::new),
                environment.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
        Posix.keepAcrossExec(kept, false);
        throw IkabudException.failed("executing " + arguments.get(0), "the kernel answered error " + -failed, "");
    }

    // The JVM itself leaves most of its files open across an execution.
    private void closeOnExecution() {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc.path("self/fd"))) {
            for (Path descriptor : descriptors) {
                int number = Integer.parseInt(descriptor.getFileName().toString());
                if (number >= FIRST_OF_OURS) {
                    Posix.keepAcrossExec(number, false);
                }
            }
        } catch (IOException | NumberFormatException unreadable) {
            throw IkabudException.failed("executing ourselves anew", "our open files cannot be listed", "", unreadable);
        }
    }
}
