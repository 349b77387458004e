package ikabud.os;

import ikabud.model.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A program that runs for as long as we listen to it: what it prints is taken as it comes and never waited for, and
 * while nobody takes it the program has to wait. Confined to one thread at a time.
 */
final class RunningProgram implements AutoCloseable {
    private static final int SPOKEN = 300;
    private static final int CHUNK = 1024;

    private final Process process;
    private final byte[] chunk = new byte[CHUNK];
    private final StringBuilder words = new StringBuilder();

    RunningProgram(Process process) {
        this.process = process;
    }

    /** Takes what is there now; 0 where that is nothing, -1 once it has ended and all of it was taken. */
    int read(byte[] into) {
        // Asked first: what it printed before its end is there then.
        boolean ended = !process.isAlive();
        try {
            listenToErrors();
            int count = take(process.getInputStream(), into);
            return count == 0 && ended ? -1 : count;
        } catch (IOException closed) {
            return -1;
        }
    }

    private static int take(InputStream stream, byte[] into) throws IOException {
        int ready = Math.min(stream.available(), into.length);
        return ready == 0 ? 0 : stream.read(into, 0, ready);
    }

    private void listenToErrors() throws IOException {
        int count = take(process.getErrorStream(), chunk);
        if (count > 0 && words.length() < SPOKEN) {
            words.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
        }
    }

    /** Its exit code, 128 and the signal's number where it was killed; -1 while it runs. */
    int exit() {
        return process.isAlive() ? -1 : process.exitValue();
    }

    /** The first line of what it said on its error output, harmless and short; may be empty. */
    String words() {
        String first = words.toString().lines().findFirst().orElse("");
        return PlainText.shorten(PlainText.neutralise(first), SPOKEN);
    }

    /** Ends it, if it has not ended by itself. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
