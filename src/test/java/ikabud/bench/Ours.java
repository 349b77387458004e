package ikabud.bench;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code ikabud supervise} as a keeper. Lives on one thread. */
final class Ours implements Keeper {
    private static final int GRACE_SECONDS = 20;

    private final Estate estate;
    private @Nullable Process process;

    Ours(Estate estate) {
        this.estate = estate;
    }

    @Override
    public void boot() throws IOException {
        process = estate.begin("supervise");
    }

    @Override
    public void startAll() throws IOException, InterruptedException {
        estate.ikabud(Map.of(), "start", "--all", "--timeout", "120");
    }

    @Override
    public void stopAll() throws IOException, InterruptedException {
        estate.ikabud(Map.of(), "stop", "--all", "--yes", "--timeout", "120");
    }

    @Override
    public int pid() {
        return process == null ? 0 : (int) process.pid();
    }

    @Override
    public void end() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            process = null;
        }
    }
}
