package ikabud.bench;

import java.io.IOException;

/** A program that keeps masters running: ours or another. */
interface Keeper {
    /** Begins; masters that are to run are started by it. */
    void boot() throws IOException;

    /** Has all masters started by its command, which ends when it thinks they are. */
    void startAll() throws IOException, InterruptedException;

    /** Has all masters stopped by its command. */
    void stopAll() throws IOException, InterruptedException;

    /** The PID of what keeps them. */
    int pid();

    /** Ends it alone; what becomes of the masters is its own rule. */
    void end() throws InterruptedException;
}
