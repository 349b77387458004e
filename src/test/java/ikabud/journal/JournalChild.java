package ikabud.journal;

import ikabud.model.Actor;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Wanted;
import ikabud.support.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that uses a journal as it is told to. */
final class JournalChild {
    static final Event EVENT = new Event(
            0,
            Instant.EPOCH,
            new InstanceId("blog"),
            EventKind.STARTED,
            new Actor("root", 0, null, null, "", "test"),
            "x".repeat(200),
            null,
            null);

    private JournalChild() {}

    /** The command that starts one. */
    static List<String> command(Path database, String... arguments) {
        return command(System.getProperty("java.class.path"), database, arguments);
    }

    /** The same with another class path. */
    static List<String> command(String classPath, Path database, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                JournalChild.class.getName(),
                database.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        switch (arguments[1]) {
            case "want" -> want(file, Integer.parseInt(arguments[2]));
            case "hold" -> hold(file);
            case "find" -> find(file);
            case "try" -> tryToOpen(file);
            case "append" -> append(file);
            case "count" -> count(file);
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    private static void want(Path file, int times) {
        try (var journal = Journal.open(file, new FakeClock())) {
            for (int i = 0; i < times; i++) {
                var intent = journal.want(new InstanceId("blog"), Wanted.UP);
                System.out.println(intent.generation());
                journal.append(EVENT);
            }
        }
    }

    private static void hold(Path file) {
        try (var database = new Database(file, new FakeClock(), () -> {})) {
            database.write("holding", connection -> {
                System.out.println("held");
                try {
                    return System.in.read();
                } catch (IOException e) {
                    return -1;
                }
            });
        }
    }

    private static void find(Path file) {
        try (var journal = Journal.open(file, new FakeClock())) {
            System.out.println(journal.recovery().flatMap(Recovery::movedTo).isPresent() ? 1 : 0);
        }
    }

    private static void tryToOpen(Path file) {
        try (var journal = Journal.open(file, new FakeClock())) {
            System.out.println("opened " + journal.all().size());
        } catch (IkabudException e) {
            System.out.println(e.exitCode());
        }
    }

    private static void append(Path file) {
        try (var journal = Journal.open(file, new FakeClock())) {
            for (int i = 0; i < 100_000; i++) {
                journal.append(EVENT);
            }
        } catch (IkabudException e) {
            System.out.println(e.exitCode() + " " + e.why());
        }
    }

    private static void count(Path file) {
        try (var journal = Journal.open(file, new FakeClock())) {
            System.out.println(journal.events(null, null, 0, Integer.MAX_VALUE).size());
        }
    }
}
