package ikabud.os;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The kernel's {@code /proc}, read without native code. A process that ends while it is read is simply not there. */
public final class ProcFs {
    private static final int BUFFER = 16_384;
    private static final int COMMAND_LINE = 65_536;
    private static final int[] NONE = {};
    private static final int AT_PAGESZ = 6;
    private static final int AT_CLKTCK = 17;
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[BUFFER]);

    private final String root;
    private volatile @Nullable String bootId;
    private volatile long pidNamespace;
    private volatile long[] auxiliary = {};

    /** The kernel's own. */
    public ProcFs() {
        this(Path.of("/proc"));
    }

    /** One that lies elsewhere, as in a test. */
    public ProcFs(Path root) {
        this.root = root.toString();
    }

    /** A path below it. */
    public Path path(String below) {
        return Path.of(root, below);
    }

    /** The process as the kernel counts it. */
    public Optional<ProcStat> stat(int pid) {
        byte[] buffer = SCRATCH.get();
        int length = read(pid + "/stat", buffer, BUFFER);
        return length < 0 ? Optional.empty() : ProcStat.parse(buffer, length);
    }

    /** The number of this process; 0 where it cannot be read. */
    public int ownPid() {
        return Math.max(0, number(link("self").orElse("")));
    }

    /** The number that was given out last, to a process or a thread; it begins anew at its limit. 0 where unknown. */
    public int lastPid() {
        return Math.max(0, lastPid(read("loadavg").orElse("")));
    }

    // 0.20 0.18 0.12 1/80 11206
    static int lastPid(String loads) {
        return number(loads.substring(loads.lastIndexOf(' ') + 1).trim());
    }

    /** Every process that can be seen, in no order. */
    public int[] pids() {
        String[] names = new File(root).list();
        if (names == null) {
            return NONE;
        }
        int[] found = new int[names.length];
        int count = 0;
        for (String name : names) {
            int pid = number(name);
            if (pid > 0) {
                found[count++] = pid;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The children of the process's main thread; FPM's master forks from no other. Empty when there are none. */
    public int[] children(int pid) {
        byte[] buffer = SCRATCH.get();
        int length = read(pid + "/task/" + pid + "/children", buffer, BUFFER);
        if (length < 0) {
            return stat(pid).isPresent() ? childrenByScan(pid) : NONE;
        }
        NumberFields fields = new NumberFields(buffer, length);
        int[] found = new int[length / 2 + 1];
        int count = 0;
        while (!fields.atEnd() && !fields.failed()) {
            found[count++] = (int) fields.next();
        }
        return count == 0 ? NONE : Arrays.copyOf(found, fields.failed() || length == BUFFER ? count - 1 : count);
    }

    // A kernel without CONFIG_PROC_CHILDREN has no such file.
    private int[] childrenByScan(int parent) {
        return Arrays.stream(pids())
                .filter(pid -> stat(pid).filter(stat -> stat.parent() == parent).isPresent())
                .toArray();
    }

    /**
     * The program file a process runs.
     *
     * @param path without the kernel's note that it was deleted
     * @param deleted whether the file was replaced or removed since: a package upgrade does that to all that runs
     */
    public record Executable(Path path, boolean deleted) {}

    /** The program file; empty also where the caller may not see it. */
    public Optional<Executable> executable(int pid) {
        String mark = " (deleted)";
        return link(pid + "/exe").flatMap(target -> {
            boolean deleted = target.endsWith(mark);
            String path = deleted ? target.substring(0, target.length() - mark.length()) : target;
            return toPath(path).map(file -> new Executable(file, deleted));
        });
    }

    /** The real uid; the owner of the directory would be root for a process that may not be dumped. */
    public OptionalInt uid(int pid) {
        Optional<String> uid = read(pid + "/status").flatMap(status -> field(status, "Uid:"));
        int parsed = number(uid.map(line -> line.split("\\s+", 2)[0]).orElse(""));
        return parsed < 0 ? OptionalInt.empty() : OptionalInt.of(parsed);
    }

    /** Whether its real uid is that one. Most others are told apart by the directory's owner, six times as fast. */
    public boolean belongsTo(int pid, int uid) {
        try {
            Object owner = Files.getAttribute(path(Integer.toString(pid)), "unix:uid", LinkOption.NOFOLLOW_LINKS);
            boolean possible =
                    Integer.valueOf(uid).equals(owner) || Integer.valueOf(0).equals(owner);
            return possible && uid(pid).equals(OptionalInt.of(uid));
        } catch (IOException gone) {
            return false;
        }
    }

    /** The arguments, at most 64 KiB of them; none for a kernel thread, a zombie or a process that is gone. */
    public List<String> commandLine(int pid) {
        String line = read(pid + "/cmdline", COMMAND_LINE).orElse("");
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == 0) {
            end--;
        }
        return end == 0 ? List.of() : List.of(line.substring(0, end).split("\0", -1));
    }

    /** Memory in bytes, with shared pages counted in parts; empty where the kernel or the caller's rights lack it. */
    public OptionalLong pssBytes(int pid) {
        Optional<String> pss = read(pid + "/smaps_rollup").flatMap(text -> field(text, "Pss:"));
        int kilobytes = number(pss.map(line -> line.split("\\s+", 2)[0]).orElse(""));
        return kilobytes < 0 ? OptionalLong.empty() : OptionalLong.of(kilobytes * 1024L);
    }

    /** Random name of this boot, or {@code unknown}. */
    public String bootId() {
        String known = bootId;
        if (known == null) {
            known = read("sys/kernel/random/boot_id").map(String::trim).orElse("unknown");
            bootId = known;
        }
        return known;
    }

    /** Inode number of this process's PID namespace, or 0 where unknown. */
    public long pidNamespace() {
        if (pidNamespace == 0) {
            pidNamespace = link("self/ns/pid").map(ProcFs::bracketed).orElse(0L);
        }
        return pidNamespace;
    }

    /** The unit of CPU times: 100 wherever Linux runs today. */
    public int ticksPerSecond() {
        return (int) auxiliary(AT_CLKTCK, 100);
    }

    /** Bytes in a page of memory. */
    public long pageSize() {
        return auxiliary(AT_PAGESZ, 4096);
    }

    /** A small file's text; empty where it cannot be read. Bytes are kept as characters 0 to 255. */
    public Optional<String> read(String below) {
        return read(below, BUFFER);
    }

    /** The target of a link; empty where it cannot be read. */
    public Optional<String> link(String below) {
        try {
            return Optional.of(Files.readSymbolicLink(path(below)).toString());
        } catch (IOException | RuntimeException gone) {
            return Optional.empty();
        }
    }

    /** The path of a text; empty where the locale's encoding has no such characters. */
    static Optional<Path> toPath(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException unmappable) {
            return Optional.empty();
        }
    }

    /** The number in {@code socket:[1234]} or {@code pid:[1234]}; 0 where there is none. */
    static long bracketed(String target) {
        int open = target.indexOf(":[");
        if (open < 0 || !target.endsWith("]")) {
            return 0;
        }
        try {
            return Long.parseLong(target, open + 2, target.length() - 1, 10);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** All of a file that may be large, up to {@code most} bytes; empty text where it cannot be read. */
    String readWhole(String below, int most) {
        return new String(readBytes(below, BUFFER, most), StandardCharsets.ISO_8859_1);
    }

    /** The same as bytes, without making room more than once where it is as long as expected. */
    byte[] readBytes(String below, int expected, int most) {
        try (FileInputStream file = new FileInputStream(root + '/' + below)) {
            byte[] buffer = expected < BUFFER ? SCRATCH.get() : new byte[expected + 1];
            int length = 0;
            int count = 0;
            while (count >= 0 && length < most) {
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, Math.min(most, 2 * length));
                }
                // The kernel gives a page at a time; the JVM asks for memory of its own where more is wanted.
                count = file.read(buffer, length, Math.min(ProcFile.AT_ONCE, buffer.length - length));
                length += Math.max(0, count);
            }
            return Arrays.copyOf(buffer, length);
        } catch (IOException unreadable) {
            return new byte[0];
        }
    }

    Optional<String> read(String below, int most) {
        byte[] buffer = most <= BUFFER ? SCRATCH.get() : new byte[most];
        int length = read(below, buffer, most);
        return length < 0 ? Optional.empty() : Optional.of(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
    }

    /** How many bytes there were, or -1 where it cannot be read. */
    private int read(String below, byte[] buffer, int most) {
        try (FileInputStream file = new FileInputStream(root + '/' + below)) {
            int length = 0;
            int count = 0;
            while (length < most && count >= 0) {
                count = file.read(buffer, length, most - length);
                length += Math.max(0, count);
            }
            return length;
        } catch (IOException gone) {
            return -1;
        }
    }

    /** What follows {@code name} on the line that starts with it. */
    static Optional<String> field(String text, String name) {
        int at = text.startsWith(name) ? 0 : text.indexOf('\n' + name) + 1;
        if (at == 0 && !text.startsWith(name)) {
            return Optional.empty();
        }
        int end = text.indexOf('\n', at);
        return Optional.of(text.substring(at + name.length(), end < 0 ? text.length() : end)
                .trim());
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 10 || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return -1;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            return -1;
        }
    }

    private long auxiliary(int key, long otherwise) {
        long[] vector = auxiliary;
        if (vector.length == 0) {
            byte[] raw = read("self/auxv").orElse("").getBytes(StandardCharsets.ISO_8859_1);
            vector = new long[Math.max(2, raw.length / Long.BYTES)];
            ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder()).asLongBuffer().get(vector, 0, raw.length / Long.BYTES);
            auxiliary = vector;
        }
        for (int i = 0; i + 1 < vector.length; i += 2) {
            if (vector[i] == key && vector[i + 1] > 0) {
                return vector[i + 1];
            }
        }
        return otherwise;
    }
}
