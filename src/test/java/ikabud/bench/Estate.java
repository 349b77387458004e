package ikabud.bench;

import ikabud.backend.Machine;
import ikabud.config.Layouts;
import ikabud.journal.Journal;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.Layout;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import ikabud.os.SystemClock;
import ikabud.support.Eventually;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Instances that were made by {@code ikabud create} below a private root on a real disk. Gone when closed, on Ctrl-C too;
 * what a killed run left behind is cleared by the next one.
 */
final class Estate implements AutoCloseable {
    private static final String PREFIX = "ikabud-bench-";
    private static final String FPM = "php-fpm";
    /** One that is there, so that none has to be made and deleted. */
    private static final String USER = "nobody";

    private static final int FIRST_UID = 62_000;

    /** The dashboard's command. */
    static final String TOP = Path.of("bin/ikabud-top").toAbsolutePath().toString();

    private static final Machine MACHINE = Machine.real();
    private static final Path LAUNCHER = Path.of("bin/ikabud").toAbsolutePath();
    private static final double MILLION = 1e6;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path root;

    /** An empty one. */
    Estate() throws IOException {
        Path parent = isRoot() ? Path.of("/var/lib") : Path.of(System.getProperty("java.io.tmpdir"));
        sweep(parent);
        ProcStat self = stat((int) ProcessHandle.current().pid());
        root = parent.resolve(PREFIX + self.pid() + "-" + self.startTicks());
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        Files.createDirectory(root);
        // The instances' users go through it.
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
    }

    private static boolean isRoot() {
        return MACHINE.users().currentUid() == 0;
    }

    private static ProcStat stat(int pid) {
        return MACHINE.proc().stat(pid).orElseThrow();
    }

    /** Makes instances {@code <name>-001} and so on, all of the same user. */
    void create(String name, int count, String... options) throws Exception {
        String[] names = IntStream.rangeClosed(1, count)
                .mapToObj(i -> "%s-%03d".formatted(name, i))
                .toArray(String[]::new);
        createAs(USER, names, options);
    }

    /** The same, each of a user of its own; users without names, so that none has to be made and deleted. */
    void createApart(String name, int count, String... options) throws Exception {
        for (int i = 1; i <= count; i++) {
            createAs("#" + (FIRST_UID + i), new String[] {"%s-%03d".formatted(name, i)}, options);
        }
    }

    private void createAs(String user, String[] names, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("create", "--timeout", "120"));
        if (isRoot()) {
            words.addAll(List.of("--user", user));
        }
        words.addAll(Arrays.asList(options));
        words.addAll(Arrays.asList(names));
        ikabud(Map.of(), words.toArray(String[]::new));
    }

    /** Makes instances {@code site-001} and so on, with a fixed number of workers each, and waits for the workers. */
    void createSites(int count, int workers) throws Exception {
        create("site", count, "--set", "pm=static", "--set", "max-children=" + workers);
        Eventually.within(PATIENCE, () -> processes().size(), seen -> seen >= count * (workers + 1));
    }

    /** Runs a verb; returns the milliseconds it took, and fails if it fails. */
    double ikabud(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(Arrays.asList(words));
        File log = root.resolve("bench.log").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().putAll(environment(environment));
        long before = System.nanoTime();
        int exit = builder.start().waitFor();
        long took = System.nanoTime() - before;
        if (exit != 0) {
            String said = Files.readString(log.toPath());
            throw new IOException("ikabud " + words[0] + " ended with " + exit + ":\n"
                    + said.lines().limit(20).toList());
        }
        return took / MILLION;
    }

    /** Starts a verb that goes on until it is ended; its words are appended to a log of its own. */
    Process begin(String verb) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString(), verb)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home().resolve(verb + ".log").toFile()));
        builder.environment().putAll(environment(Map.of()));
        return builder.start();
    }

    /** What a program of ours needs to find them. */
    Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("IKABUD_ROOT", root.toString());
        return environment;
    }

    /** Where everything of it lies. */
    Layout layout() {
        return Layouts.detect(environment(Map.of()), MACHINE.users().currentUid());
    }

    /** All of them, as they are on record. */
    List<Instance> instances() {
        try (Journal journal = Journal.open(layout().database(), new SystemClock())) {
            return journal.all().stream().map(InstanceRecord::instance).toList();
        }
    }

    /** A directory of its own for the settings that other programs write. */
    Path home() throws IOException {
        return Files.createDirectories(root.resolve("home"));
    }

    /** What other programs need, so that they leave the settings of whoever measures alone. */
    Map<String, String> foreignEnvironment() throws IOException {
        String home = home().toString();
        return Map.of("HOME", home, "XDG_CONFIG_HOME", home, "XDG_STATE_HOME", home);
    }

    /** The PIDs of the masters. */
    List<Integer> masters() {
        return processes().stream()
                .filter(stat -> stat.pid() == stat.group())
                .map(ProcStat::pid)
                .toList();
    }

    /** The same by the path of the configuration, which stands in a master's title. */
    Map<String, Integer> mastersByConfig() {
        Map<String, Integer> masters = new TreeMap<>();
        for (int pid : masters()) {
            String title = String.join(" ", MACHINE.proc().commandLine(pid));
            masters.put(
                    title.substring(title.indexOf('(') + 1, Math.max(title.indexOf('(') + 1, title.indexOf(')'))), pid);
        }
        return masters;
    }

    /** CPU time of all masters and workers so far, in ticks. */
    long ticks() {
        return processes().stream()
                .mapToLong(stat -> stat.userTicks()
                        + stat.systemTicks()
                        + (stat.pid() == stat.group() ? stat.childUserTicks() + stat.childSystemTicks() : 0))
                .sum();
    }

    private List<ProcStat> processes() {
        return processes(root);
    }

    private static List<ProcStat> processes(Path root) {
        return members(groups(root));
    }

    private static Set<Integer> groups(Path root) {
        ProcFs proc = MACHINE.proc();
        Set<Integer> groups = new HashSet<>();
        for (ProcStat stat : fpm()) {
            // A master's title names its configuration; a worker stands in the site's directory.
            boolean named = String.join(" ", proc.commandLine(stat.pid())).contains("(" + root + "/");
            boolean stands = proc.link(stat.pid() + "/cwd").orElse("").startsWith(root + "/");
            if (named || stands) {
                groups.add(stat.group());
            }
        }
        return groups;
    }

    private static List<ProcStat> members(Set<Integer> groups) {
        return fpm().stream().filter(stat -> groups.contains(stat.group())).toList();
    }

    private static List<ProcStat> fpm() {
        return Arrays.stream(MACHINE.proc().pids())
                .mapToObj(MACHINE.proc()::stat)
                .flatMap(Optional::stream)
                .filter(stat -> stat.comm().startsWith(FPM) && !stat.dead())
                .toList();
    }

    // A directory is named after the process that made it.
    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
            for (Path root : left) {
                String[] name =
                        root.getFileName().toString().substring(PREFIX.length()).split("-", -1);
                boolean lives = MACHINE.proc()
                        .stat(Integer.parseInt(name[0]))
                        .filter(stat -> stat.startTicks() == Long.parseLong(name[1]))
                        .isPresent();
                if (!lives) {
                    clear(root);
                }
            }
        }
    }

    /** Ends all masters and workers as a loss of power does. */
    void killAll() {
        killAll(root);
    }

    private static void clear(Path root) {
        killAll(root);
        MACHINE.files().removeTree(root);
    }

    private static void killAll(Path root) {
        Set<Integer> groups = groups(root);
        // A master that still lives makes another worker in the place of one that was killed.
        kill(members(groups).stream().filter(stat -> stat.pid() == stat.group()).toList());
        kill(members(groups));
    }

    private static void kill(List<ProcStat> doomed) {
        List<ProcessIdentity> processes =
                doomed.stream().map(MACHINE.processes()::identity).toList();
        for (ProcessIdentity process : processes) {
            MACHINE.processes().signal(process, Signal.KILL, right -> true);
        }
        try {
            MACHINE.processes().awaitEnd(processes, PATIENCE, new SystemClock());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        if (Files.exists(root)) {
            clear(root);
        }
    }
}
