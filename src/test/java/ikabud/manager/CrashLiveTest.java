package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Steps;
import ikabud.model.ExitCode;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.Verb;
import ikabud.support.CommandProcess;
import ikabud.support.TestRoot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each command is cut short at each of its steps, as by kill -9; the next command of another process must understand. */
@Tag("live")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CrashLiveTest {
    private static final InstanceId BLOG = new InstanceId("blog");

    private final Path directory;
    private final TestRoot root;

    CrashLiveTest(@TempDir Path directory) {
        this.directory = directory;
        this.root = new TestRoot(directory);
    }

    @AfterEach
    void remove() {
        execute(Verb.REMOVE);
    }

    private InstanceManager freshManager() {
        InstanceManager manager = root.manager(Steps.UNHEARD);
        manager.reconcile();
        return manager;
    }

    private Outcome execute(Verb verb) {
        return freshManager().execute(CommandProcess.command(verb, BLOG));
    }

    private void bring(Verb verb) {
        if (verb == Verb.CREATE) {
            execute(Verb.REMOVE);
            return;
        }
        execute(Verb.CREATE);
        execute(verb == Verb.START ? Verb.STOP : Verb.START);
    }

    /** Runs the command up to that step; empty if it has fewer. */
    private Optional<String> cutShort(Verb verb, int step) throws Exception {
        Process process = CommandProcess.dying(directory, verb, BLOG, step);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        assertTrue(exit == 0 || exit == CommandProcess.DIED, output);
        return exit == 0 ? Optional.empty() : Optional.of(verb + " cut short after: " + output.strip());
    }

    // A migration needs two sides: MigrationDeathTest, and MigrateScenario with a real systemd.
    @ParameterizedTest
    @EnumSource(value = Verb.class, mode = EnumSource.Mode.EXCLUDE, names = "MIGRATE")
    void a_start_understands_what_a_dead_command_left(Verb verb) throws Exception {
        int step = 1;
        bring(verb);
        for (Optional<String> cut = cutShort(verb, step); cut.isPresent(); cut = cutShort(verb, ++step)) {
            execute(Verb.CREATE);

            Outcome outcome = execute(Verb.START);

            assertTrue(outcome.isDone() || outcome.message().contains("already running"), cut + " " + outcome);
            assertOneMasterThatIsOnRecord(cut.get());
            bring(verb);
        }
        assertTrue(step > 3, "steps of " + verb);
    }

    @ParameterizedTest
    @EnumSource(value = Verb.class, mode = EnumSource.Mode.EXCLUDE, names = "MIGRATE")
    void a_stop_understands_what_a_dead_command_left(Verb verb) throws Exception {
        int step = 1;
        bring(verb);
        for (Optional<String> cut = cutShort(verb, step); cut.isPresent(); cut = cutShort(verb, ++step)) {
            // Without a look at the records first, unlike the start above.
            Outcome outcome = root.manager(Steps.UNHEARD).execute(CommandProcess.command(Verb.STOP, BLOG));

            boolean understood = outcome.isDone()
                    || outcome.message().contains("already stopped")
                    || outcome.exitCode() == ExitCode.NO_SUCH_INSTANCE;
            assertTrue(understood, cut + " " + outcome);
            assertNothingRuns(cut.get());
            bring(verb);
        }
    }

    private void assertOneMasterThatIsOnRecord(String cut) {
        InstanceRecord record = freshManager().roster().find(BLOG).orElseThrow().record();

        assertEquals(Phase.UP, record.observed().phase(), cut);
        assertEquals(
                Optional.ofNullable(record.observed().master()),
                root.backend().survey(record.instance(), null).master(),
                cut);
        assertEquals(1, root.groups(record.instance()).size(), cut);
        assertTrue(root.backend().answers(record.instance(), Duration.ofSeconds(5)), cut);
    }

    private void assertNothingRuns(String cut) {
        freshManager().roster().find(BLOG).map(entry -> entry.record()).ifPresent(record -> {
            assertEquals(Phase.DOWN, record.observed().phase(), cut);
            assertEquals(Set.of(), root.groups(record.instance()), cut);
            assertTrue(root.backend().survey(record.instance(), null).isEmpty(), cut);
        });
        assertEquals(Set.of(), root.backend().listening(Set.of(BLOG)), cut);
    }
}
