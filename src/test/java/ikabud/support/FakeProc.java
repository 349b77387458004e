package ikabud.support;

import ikabud.model.ProcessIdentity;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A directory that looks like {@code /proc}, of the boot and PID namespace of {@link Instances#MASTER}. */
public final class FakeProc {
    private final Path root;
    private int threads = 1;

    /** An empty one. */
    public FakeProc(Path root) {
        this.root = root;
        write("sys/kernel/random/boot_id", Instances.MASTER.bootId() + "\n");
        link("self/ns/pid", "pid:[" + Instances.MASTER.pidNamespace() + "]");
    }

    /** What reads it. */
    public ProcFs proc() {
        return new ProcFs(root);
    }

    /** A process that used {@code ticks} itself and reaped children that used {@code childTicks}. */
    public void process(int pid, int parent, long startTicks, long ticks, long childTicks) {
        stat(new ProcStat(pid, "php-fpm8.2", 'S', parent, pid, pid, ticks, 0, childTicks, 0, startTicks, 100));
    }

    /** The master of {@link Instances#MASTER}. */
    public void master(long ticks, long childTicks) {
        ProcessIdentity master = Instances.MASTER;
        process(master.pid(), 1, master.startTicks(), ticks, childTicks);
    }

    /** A worker of that master; its title is that of a pool. */
    public void worker(int pid, long ticks) {
        process(pid, Instances.MASTER.pid(), 200_000 + pid, ticks, 0);
        title(pid, "php-fpm: pool blog");
    }

    /** A process in every detail. */
    public void stat(ProcStat stat) {
        write(
                stat.pid() + "/stat",
                "%d (%s) %c %d %d %d 0 -1 0 0 0 0 0 %d %d %d %d 20 0 %d 0 %d 1000 %d 0 0\n"
                        .formatted(
                                stat.pid(),
                                stat.comm(),
                                stat.state(),
                                stat.parent(),
                                stat.group(),
                                stat.session(),
                                stat.userTicks(),
                                stat.systemTicks(),
                                stat.childUserTicks(),
                                stat.childSystemTicks(),
                                threads,
                                stat.startTicks(),
                                stat.residentPages()));
    }

    /** How often a process was let run; nobody counts it before this is called. */
    public void turns(int pid, long turns) {
        write(pid + "/schedstat", "195179952 11116221 %d\n".formatted(turns));
    }

    /** How many threads the processes have that are written from now on. */
    public void threads(int count) {
        threads = count;
    }

    /** The list of a process's children. */
    public void children(int pid, int... children) {
        String list = Arrays.stream(children).mapToObj(child -> child + " ").collect(Collectors.joining());
        write(pid + "/task/" + pid + "/children", list);
    }

    /** What a process calls itself. */
    public void title(int pid, String title) {
        write(pid + "/cmdline", title + "\0\0\0\0");
    }

    /** Whose process it is. */
    public void uid(int pid, int uid) {
        write(pid + "/status", "Name:\tx\nUid:\t%1$d\t%1$d\t%1$d\t%1$d\n".formatted(uid));
    }

    /** The proportional memory of a process. */
    public void pss(int pid, long kilobytes) {
        write(pid + "/smaps_rollup", "00400000-7ffd Rollup\nRss:  9999 kB\nPss:  %8d kB\n".formatted(kilobytes));
    }

    /** The link to the program of a process. */
    public void executable(int pid, String target) {
        link(pid + "/exe", target);
    }

    /** Where a process works. */
    public void workingDirectory(int pid, String target) {
        link(pid + "/cwd", target);
    }

    /** Lines of the table of Unix sockets. */
    public void sockets(String lines) {
        write("net/unix", "Num       RefCount Protocol Flags    Type St Inode Path\n" + lines);
    }

    /** Makes a process be gone, also for who has its files open. */
    public void end(int pid) {
        for (String file : List.of("/stat", "/schedstat")) {
            write(pid + file, "");
            delete(pid + file);
        }
        delete(pid + "/cmdline");
        delete(pid + "/smaps_rollup");
    }

    /** Any file, by its path below. */
    public void file(String below, String text) {
        write(below, text);
    }

    private void write(String below, String text) {
        try {
            Path file = root.resolve(below);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void link(String below, String target) {
        try {
            Path file = root.resolve(below);
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createSymbolicLink(file, Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String below) {
        try {
            Files.deleteIfExists(root.resolve(below));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
