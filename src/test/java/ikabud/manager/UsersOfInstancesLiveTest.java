package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.backend.Steps;
import ikabud.model.Blueprint;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Outcome;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.os.Users;
import ikabud.support.CommandProcess;
import ikabud.support.LiveSite;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UsersOfInstancesLiveTest {
    private static final InstanceId OWN = new InstanceId("try-own-user");

    @TempDir
    Path directory;

    @BeforeEach
    void only_root_has_a_choice_of_users() {
        assumeTrue(TestRoot.isRoot());
    }

    private static Outcome execute(InstanceManager manager, Verb verb, InstanceId id, Command.Options options) {
        return manager.execute(Command.of(verb, id, TestRoot.ACTOR).with(options));
    }

    private static Command.Options as(@Nullable String user) {
        var blueprint = new Blueprint("php", null, user, null, Map.of("disable-functions", ""), false);
        return new Command.Options(Signal.KILL, false, false, false, null, blueprint);
    }

    private static Command.Options forced(boolean purge) {
        return new Command.Options(Signal.KILL, true, purge, false, null, null);
    }

    @Test
    void a_place_that_its_user_cannot_reach_is_named() throws Exception {
        TestRoot root = new TestRoot(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

        Outcome created = execute(root.manager(Steps.UNHEARD), Verb.CREATE, OWN, as(TestRoot.NAMELESS));

        assertEquals(ExitCode.FAILED, created.exitCode());
        assertTrue(created.message().contains("the mode of " + directory + " keeps"), created.message());
    }

    @Test
    void root_gives_each_instance_a_user_of_its_own_that_outlives_all_but_a_purge() {
        TestRoot root = new TestRoot(directory);
        InstanceManager manager = root.manager(Steps.UNHEARD);
        Users users = root.machine().users();
        try {
            Outcome created = execute(manager, Verb.CREATE, OWN, as(null));
            assertTrue(created.isDone(), created.message());
            int uid = users.byName("ikabud_try_own_user").orElseThrow().uid();
            assertTrue(execute(manager, Verb.START, OWN, Command.Options.PLAIN).isDone());

            assertTrue(execute(manager, Verb.REMOVE, OWN, Command.Options.PLAIN).isDone());
            assertTrue(users.byName("ikabud_try_own_user").isPresent());

            assertTrue(execute(manager, Verb.CREATE, OWN, as(null)).isDone());
            Instance again = manager.roster().find(OWN).orElseThrow().record().instance();
            assertEquals(uid, again.owner().uid());
        } finally {
            execute(manager, Verb.REMOVE, OWN, forced(true));
        }
        assertEquals(Optional.empty(), users.byName("ikabud_try_own_user"));
    }

    @Test
    void a_create_that_fails_takes_back_the_user_that_it_made_and_no_other() throws Exception {
        TestRoot root = new TestRoot(directory);
        InstanceManager manager = root.manager(Steps.UNHEARD);
        Users users = root.machine().users();
        Path foreign = root.layout().fpmConfig(OWN);
        root.backend().makeShared();
        Files.createDirectory(foreign.getParent());
        Files.writeString(foreign, "[global]\n");

        Outcome failed = execute(manager, Verb.CREATE, OWN, as(null));

        assertTrue(failed.message().contains("did not write"), failed.message());
        assertEquals(Optional.empty(), users.byName("ikabud_try_own_user"));
        assertFalse(Files.exists(root.layout().home(OWN)));
        assertFalse(Files.exists(root.layout().logDirectory(OWN)));
        assertFalse(Files.exists(root.layout().runDirectory(OWN)));
        assertEquals("[global]\n", Files.readString(foreign));

        users.create("ikabud_try_own_user", root.layout().home(OWN));
        try {
            assertFalse(execute(manager, Verb.CREATE, OWN, as(null)).isDone());
            assertTrue(users.byName("ikabud_try_own_user").isPresent());
        } finally {
            users.delete("ikabud_try_own_user");
        }
    }

    @Test
    void a_site_never_runs_as_root_nor_as_nobody_knows_whom() {
        InstanceManager manager = new TestRoot(directory).manager(Steps.UNHEARD);

        for (String user : List.of("root", "#0", "#33", "no-such-user", "../x", "a\nb")) {
            Outcome outcome = execute(manager, Verb.CREATE, LiveSite.BLOG, as(user));

            assertFalse(outcome.isDone(), user);
        }
        assertTrue(manager.roster().entries().isEmpty());
    }

    @Test
    @Survives(Trouble.STUBBORN)
    void strays_of_a_user_that_others_use_too_are_named_and_ended_only_by_force() {
        try (LiveSite site = new LiveSite(directory, as("nobody").blueprint())) {
            site.done(Verb.START);
            site.script("stray.php", "echo shell_exec('setsid sleep 986 > /dev/null 2>&1 & echo $!');");
            int pid = Integer.parseInt(site.text("stray.php").strip());
            ProcessIdentity stray =
                    site.root().machine().processes().identify(pid).orElseThrow();

            Outcome stop = site.done(Verb.STOP);
            assertTrue(stop.notes().toString().contains("still there"), stop.notes() + "");
            assertTrue(site.backend().isAlive(stray));

            Outcome start = site.execute(Verb.START);
            assertEquals(ExitCode.REFUSED, start.exitCode(), start.message());
            assertTrue(start.message().contains("sleep 986"), start.message());

            site.done(Verb.START, forced(false));
            assertFalse(site.backend().isAlive(stray));
        }
    }

    @Test
    @Survives(Trouble.WEB_SERVER_LOCKED_OUT)
    void the_web_user_may_connect_and_others_may_not() {
        TestRoot root = new TestRoot(directory, "www-data");
        assumeTrue(root.machine().users().byName("www-data").isPresent());
        try (LiveSite site = new LiveSite(root, TestRoot.blueprint(null, Map.of()))) {
            site.done(Verb.START);

            assertTrue(mayWrite(root, 33));
            assertFalse(mayWrite(root, 65534));
        }
    }

    private static boolean mayWrite(TestRoot root, int uid) {
        String socket = root.layout().socket(LiveSite.BLOG).toString();
        List<String> command =
                List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "test", "-w", socket);
        return root.machine()
                .spawner()
                .run(command, Map.of(), Duration.ofSeconds(10), 1000)
                .succeeded();
    }

    @Test
    void a_normal_user_runs_instances_as_themselves() throws Exception {
        List<String> outcomes = CommandProcess.lifeOfNobody(directory);

        assertEquals(8, outcomes.size(), outcomes + "");
        assertTrue(outcomes.stream().allMatch(line -> line.startsWith("DONE")), outcomes + "");
        assertTrue(outcomes.get(0).contains("as user nobody"), outcomes.get(0));
    }

    @Test
    void in_a_container_what_holds_only_the_lock_is_found_too() throws Exception {
        assertEquals(
                List.of("groups 0", "left in its control group: 0", "groups 1"),
                CommandProcess.strayInNamespace(directory));
    }
}
