package ikabud.backend;

import ikabud.os.Holders;
import ikabud.os.ProcFs;
import ikabud.os.Processes;
import ikabud.os.SafeFiles;
import ikabud.os.Spawner;
import ikabud.os.UnixSockets;
import ikabud.os.Users;

/** The parts of the operating system that running an instance needs, in one hand. */
public record Machine(
        ProcFs proc,
        Processes processes,
        UnixSockets sockets,
        Holders holders,
        Spawner spawner,
        Users users,
        SafeFiles files) {
    /** The machine this runs on. */
    public static Machine real() {
        ProcFs proc = new ProcFs();
        UnixSockets sockets = new UnixSockets(proc);
        Spawner spawner = new Spawner();
        Users users = new Users(spawner, proc);
        return new Machine(
                proc,
                new Processes(proc),
                sockets,
                new Holders(proc, sockets),
                spawner,
                users,
                new SafeFiles(proc, users));
    }
}
