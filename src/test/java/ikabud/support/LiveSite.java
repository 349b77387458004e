package ikabud.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.DirectBackend;
import ikabud.backend.Steps;
import ikabud.fastcgi.Answer;
import ikabud.fastcgi.FastCgiClient;
import ikabud.journal.Journal;
import ikabud.manager.InstanceManager;
import ikabud.model.Blueprint;
import ikabud.model.Command;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Outcome;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.os.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** One instance called {@code blog} on the real machine, with what a test does to it. Gone when closed. */
public final class LiveSite implements AutoCloseable {
    /** The instance. */
    public static final InstanceId BLOG = new InstanceId("blog");

    private static final int MOST = 65_536;

    private final TestRoot root;
    private final InstanceManager manager;

    /** Creates it below the directory; it does not run yet. */
    public LiveSite(Path directory) {
        this(directory, Map.of("disable-functions", "", "max-children", "2"));
    }

    public LiveSite(Path directory, Map<String, String> variables) {
        this(directory, TestRoot.blueprint(null, variables));
    }

    public LiveSite(Path directory, Blueprint blueprint) {
        this(new TestRoot(directory), blueprint);
    }

    public LiveSite(TestRoot root, Blueprint blueprint) {
        this.root = root;
        this.manager = root.manager(Steps.UNHEARD);
        done(Verb.CREATE, new Command.Options(Signal.KILL, false, false, false, null, blueprint));
    }

    public TestRoot root() {
        return root;
    }

    public InstanceManager manager() {
        return manager;
    }

    public DirectBackend backend() {
        return root.backend();
    }

    /** Options with a deadline. */
    public static Command.Options within(Duration timeout) {
        return new Command.Options(Signal.KILL, false, false, false, timeout, null);
    }

    /** Options with a signal. */
    public static Command.Options signal(Signal signal) {
        return new Command.Options(signal, false, false, false, null, null);
    }

    public Outcome execute(Verb verb) {
        return execute(verb, Command.Options.PLAIN);
    }

    public Outcome execute(Verb verb, Command.Options options) {
        return manager.execute(Command.of(verb, BLOG, TestRoot.ACTOR).with(options));
    }

    public Outcome done(Verb verb) {
        return done(verb, Command.Options.PLAIN);
    }

    public Outcome done(Verb verb, Command.Options options) {
        Outcome outcome = execute(verb, options);
        assertTrue(outcome.isDone(), outcome.message() + " " + startLog());
        return outcome;
    }

    public InstanceRecord record() {
        return manager.roster().find(BLOG).orElseThrow().record();
    }

    public Instance instance() {
        return record().instance();
    }

    /** The recorded master. */
    public ProcessIdentity master() {
        return record().observed().master();
    }

    /** What happened to it, oldest first. */
    public List<Event> events() {
        try (Journal journal = Journal.open(root.layout().database(), new SystemClock())) {
            return journal.events(BLOG, null, 0, 1000);
        }
    }

    /** What happened of one kind. */
    public List<Event> events(EventKind kind) {
        return events().stream().filter(event -> event.kind() == kind).toList();
    }

    /** Writes a PHP script that the site can run. */
    public void script(String name, String code) {
        try {
            Path file = publicDirectory().resolve(name);
            Files.writeString(file, "<?php " + code);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    public Path publicDirectory() {
        return root.layout().home(BLOG).resolve("public");
    }

    /** Runs a script through the main socket. */
    public Answer get(String name, Duration timeout) {
        return get(name, "", timeout);
    }

    /** The same with a query. */
    public Answer get(String name, String query, Duration timeout) {
        return new FastCgiClient(new SystemClock())
                .get(
                        root.layout().socket(BLOG),
                        publicDirectory().resolve(name),
                        "/" + name,
                        query,
                        timeout,
                        MOST,
                        OptionalInt.of(instance().owner().uid()));
    }

    /** The text of a script's reply. */
    public String text(String name) {
        return get(name, Duration.ofSeconds(20)).reply().orElseThrow().text();
    }

    private String startLog() {
        try {
            return Files.readString(root.layout().logDirectory(BLOG).resolve("start.log"));
        } catch (IOException none) {
            return "";
        }
    }

    @Override
    public void close() {
        execute(Verb.REMOVE, new Command.Options(Signal.KILL, true, true, true, null, null));
    }
}
