package ikabud.model;

import java.util.concurrent.CompletableFuture;

/** Takes commands to be carried out. */
public interface CommandSink {
    /** Carries the command out on another thread; the future always ends with an outcome, never with an exception. */
    CompletableFuture<Outcome> submit(Command command);
}
