package ikabud.support;

import ikabud.manager.InstanceManager;
import ikabud.model.Changes;
import ikabud.model.Command;
import ikabud.model.InstanceId;
import ikabud.model.Outcome;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Carries commands out in a process of its own, which may be made to die at one of their steps. */
public final class CommandProcess {
    /** The exit code of a process that died at its step. */
    public static final int DIED = 57;

    private static final int NOBODY = 65534;

    private CommandProcess() {}

    /** One command that dies at its {@code step}-th step; ends with 0 if it has fewer. */
    public static Process dying(Path root, Verb verb, InstanceId id, int step) throws IOException {
        return launch(List.of("die", root.toString(), verb.name(), id.value(), Integer.toString(step)));
    }

    /** That many starts at a time, as soon as the file {@code go} appears; prints one outcome per line. */
    public static Process starts(Path root, InstanceId id, int count) throws IOException {
        return launch(List.of("starts", root.toString(), id.value(), Integer.toString(count)));
    }

    /** The life of an instance as the user nobody, in a directory of its own; one outcome per command. */
    public static List<String> lifeOfNobody(Path directory) throws IOException {
        return asNobody(directory, "life");
    }

    /** A trial of putting logs aside as the user nobody; its result and what was wrong. */
    public static List<String> rotationOfNobody(Path directory) throws IOException {
        return asNobody(directory, "logs");
    }

    /** A trial of the guard of memory as the user nobody, whom the kernel lets make no control groups. */
    public static List<String> guardOfNobody(Path directory) throws IOException {
        return asNobody(directory, "guard");
    }

    private static List<String> asNobody(Path directory, String what) throws IOException {
        String path = ClassPathCopy.below(directory);
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.setAttribute(home, "unix:uid", NOBODY);
        List<String> command = List.of(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + home,
                "-cp",
                path,
                CommandProcess.class.getName(),
                what,
                home.toString());
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        }
    }

    private static void live(TestRoot root) {
        InstanceManager manager = root.manager(step -> {});
        for (Verb verb : List.of(
                Verb.CREATE, Verb.START, Verb.RELOAD, Verb.RESTART, Verb.STOP, Verb.START, Verb.KILL, Verb.REMOVE)) {
            Outcome outcome = manager.execute(command(verb, LiveSite.BLOG));
            System.out.println(outcome.result() + " " + outcome.message());
        }
    }

    /** What becomes, in a PID namespace of its own, of a process that holds nothing but the lock; one line per step. */
    public static List<String> strayInNamespace(Path root) throws IOException {
        Process process = launch(List.of("stray", root.toString()), "unshare", "--pid", "--fork", "--mount-proc");
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        }
    }

    private static void stray(Path directory) throws IOException {
        try (LiveSite site = new LiveSite(directory)) {
            site.done(Verb.START);
            // All descriptors but the lock's, number 3, are closed.
            Files.writeString(
                    site.publicDirectory().resolve("stray.sh"),
                    "for fd in {0..2} {4..40}; do eval \"exec $fd>&-\"; done; setsid sleep 985 &");
            Files.setPosixFilePermissions(
                    site.publicDirectory().resolve("stray.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
            site.script("stray.php", "shell_exec('bash stray.sh');");
            site.get("stray.php", Duration.ofSeconds(1));
            // By somebody else, and gone from the table of processes: the kernel then hides its lock here.
            ProcessIdentity master = site.master();
            site.root().machine().processes().signal(master, Signal.QUIT, right -> true);
            Eventually.eventually(
                    "the master is gone",
                    () -> site.root().machine().proc().stat(master.pid()).isEmpty());
            site.done(Verb.STOP);
            System.out.println("groups " + site.root().groups(site.instance()).size());
            System.out.println(
                    "left in its control group: " + Groups.left(name(site)).size());
            site.done(Verb.START);
            System.out.println("groups " + site.root().groups(site.instance()).size());
        }
    }

    private static String name(LiveSite site) {
        return "blog."
                + Integer.toHexString(site.root().layout().state().toString().hashCode());
    }

    private static Process launch(List<String> arguments, String... before) throws IOException {
        List<String> command = Stream.of(
                        Stream.of(before),
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CommandProcess.class.getName()),
                        arguments.stream())
                .flatMap(part -> part)
                .toList();
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    public static void main(String[] arguments) throws Exception {
        TestRoot root = new TestRoot(Path.of(arguments[1]));
        if (arguments[0].equals("die")) {
            die(root, Verb.valueOf(arguments[2]), new InstanceId(arguments[3]), Integer.parseInt(arguments[4]));
        } else if (arguments[0].equals("stray")) {
            stray(Path.of(arguments[1]));
        } else if (arguments[0].equals("life")) {
            live(root);
        } else if (arguments[0].equals("guard")) {
            GuardTrial.run(Path.of(arguments[1])).forEach(System.out::println);
        } else if (arguments[0].equals("logs")) {
            System.out.println(LogTrial.run(Path.of(arguments[1])));
        } else {
            startAll(root, new InstanceId(arguments[2]), Integer.parseInt(arguments[3]));
        }
    }

    private static void die(TestRoot root, Verb verb, InstanceId id, int at) {
        AtomicInteger count = new AtomicInteger();
        InstanceManager manager = root.manager(step -> {
            if (count.incrementAndGet() == at) {
                System.out.println(step);
                System.out.flush();
                Runtime.getRuntime().halt(DIED);
            }
        });
        System.out.println(manager.execute(command(verb, id)));
        Runtime.getRuntime().halt(0);
    }

    private static void startAll(TestRoot root, InstanceId id, int count) throws Exception {
        InstanceManager manager = root.manager(step -> {});
        var threads = Executors.newFixedThreadPool(count);
        Path go = root.layout().state().resolve("go");
        System.out.println("ready");
        List<Future<Outcome>> outcomes = Stream.generate(() -> threads.submit(() -> {
                    Eventually.within(Duration.ofSeconds(30), () -> Files.exists(go), Boolean::booleanValue);
                    return manager.execute(Command.of(Verb.START, id, TestRoot.ACTOR));
                }))
                .limit(count)
                .toList();
        for (Future<Outcome> outcome : outcomes) {
            System.out.println(outcome.get().result() + " " + outcome.get().message());
        }
        threads.shutdown();
    }

    /** The command as the tests give it. */
    public static Command command(Verb verb, InstanceId id) {
        var blueprint = TestRoot.blueprint(null, Map.of("disable-functions", ""));
        var changes = new Changes(Map.of("delay", "7s"), false);
        return Command.of(verb, id, TestRoot.ACTOR)
                .with(new Command.Options(Signal.KILL, true, false, false, null, blueprint, changes));
    }
}
