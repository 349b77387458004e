package ikabud.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("live")
class DemoLauncherLiveTest {
    private static final Duration SOON = Duration.ofSeconds(8);

    /** A stand-in for the program: makes something that holds an instance's lock and lives on, then does {@code $END}. */
    private static final String LIVING = """
            case $* in *demo-sweep*) echo "$IKABUD_ROOT" >>"$RECORD/swept"; exit 0 ;; esac
            echo "$IKABUD_ROOT" >"$RECORD/root"
            mkdir -p "$IKABUD_ROOT/state/locks"
            rm -f "$RECORD/held"
            (
                exec 8>"$IKABUD_ROOT/state/locks/blog.alive" 9>&- </dev/null >/dev/null 2>&1
                : >"$RECORD/held"
                exec setsid sleep 1000
            ) &
            until [ -e "$RECORD/held" ]; do sleep 0.02; done
            echo $! >"$RECORD/instance"
            """;

    private Installation installed;

    @BeforeEach
    void install() throws Exception {
        installed = new Installation();
        installed.java("17.0.1", LIVING);
    }

    @AfterEach
    void remove() throws Exception {
        demo("--remove");
        installed.remove();
    }

    private Installation.Result demo(String... options) throws Exception {
        String[] words = new String[options.length + 1];
        words[0] = "--demo";
        System.arraycopy(options, 0, words, 1, options.length);
        return installed.start(installed.launcher("ikabud-top").toString(), words);
    }

    private Path root() throws Exception {
        return Path.of(installed.recorded("root").get(0));
    }

    private boolean instanceLives() throws Exception {
        return Installation.lives(installed.recordedPid("instance"));
    }

    private void assertThatNothingIsLeft() throws Exception {
        assertFalse(Files.exists(root()));
        Eventually.within(SOON, this::instanceLives, lives -> !lives);
    }

    @Test
    void the_demo_runs_on_a_private_root_that_is_marked() throws Exception {
        installed.java("17.0.1", LIVING + "ls -ld \"$IKABUD_ROOT\" \"$IKABUD_ROOT/demo\" >\"$RECORD/seen\"; exit 3");

        Installation.Result result = demo("--theme", "light");

        assertEquals(3, result.exit());
        assertEquals(2, installed.recorded("seen").size());
        List<String> arguments = installed.recorded("arguments");
        assertEquals(
                List.of("top", "--demo", "--theme", "light"),
                arguments.subList(arguments.size() - 4, arguments.size()));
    }

    @Test
    void every_trace_is_removed_when_it_ends() throws Exception {
        demo();

        assertThatNothingIsLeft();
        assertEquals(List.of(root().toString()), installed.recorded("swept"));
    }

    @Test
    void every_trace_is_removed_after_the_jvm_was_killed() throws Exception {
        installed.java("17.0.1", LIVING + "kill -s KILL $$");

        assertEquals(137, demo().exit());

        assertThatNothingIsLeft();
    }

    @Test
    void a_kept_demo_stays_until_it_is_removed() throws Exception {
        Installation.Result kept = demo("--keep");

        assertTrue(kept.output().contains("IKABUD_ROOT=" + root()), kept.output());
        assertTrue(Files.exists(root()));
        assertTrue(instanceLives());

        demo("--remove");

        assertThatNothingIsLeft();
    }

    @Test
    void what_a_killed_launcher_left_behind_is_swept_by_the_next_run_and_a_living_demo_is_not() throws Exception {
        installed.java("17.0.1", LIVING + "exec sleep 1000");
        Process first = installed.launch(installed.launcher("ikabud-top").toString(), "--demo");
        Eventually.within(SOON, () -> !installed.recorded("instance").isEmpty(), Boolean::booleanValue);
        Path root = root();

        demo("--remove");
        assertTrue(Files.exists(root), "a living demo was swept");

        long jvm = installed.recordedPid("pid");
        first.destroyForcibly().waitFor();
        ProcessHandle.of(jvm).ifPresent(ProcessHandle::destroyForcibly);
        Eventually.within(SOON, () -> Installation.lives(jvm), alive -> !alive);
        demo("--remove");

        assertThatNothingIsLeft();
    }

    @Test
    void help_neither_installs_nor_builds_nor_starts_anything() throws Exception {
        Installation.Result help = demo("--help");

        assertEquals(0, help.exit());
        assertTrue(help.output().contains("--keep-fpm-off"));
        assertEquals(List.of(), installed.recorded("arguments"));
    }
}
