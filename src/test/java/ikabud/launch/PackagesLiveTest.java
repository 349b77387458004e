package ikabud.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.launch.Installation.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The installation of packages, with a script in place of {@code apt-get} and a policy file of its own. */
@Tag("live")
class PackagesLiveTest {
    private static final String LIBRARY = """
            set -eu
            bin=$1/bin program=test
            . "$bin/lib/launch.sh"
            . "$bin/lib/packages.sh"
            policy=$1/home/policy-rc.d root=yes PATH=$1/home:$PATH
            export policy
            keep_service_off() { echo disabled >>"$RECORD/apt"; }
            lack php-fpm 'what it is all about'
            """;

    private static final String APT = """
            echo "apt-get $*" >>"$RECORD/apt"
            [ ! -e "$policy" ] || sh "$policy" php8.2-fpm start || echo "denied $?" >>"$RECORD/apt"
            """;

    private Installation installed;

    @BeforeEach
    void install() throws Exception {
        installed = new Installation();
        apt(APT);
    }

    @AfterEach
    void remove() throws Exception {
        installed.remove();
    }

    private Result run(String script) throws Exception {
        return installed.start(
                "/bin/sh", "-c", LIBRARY + script, "sh", installed.path("").toString());
    }

    private void apt(String script) throws Exception {
        installed.write("home/apt-get", "#!/bin/sh\n" + script, "rwxr-xr-x");
    }

    private Path policy() {
        return installed.path("home/policy-rc.d");
    }

    @Test
    void without_a_terminal_and_without_yes_nothing_is_installed() throws Exception {
        Result result = run("get_packages '' ask");

        assertEquals(3, result.exit());
        assertTrue(result.output().contains("php-fpm"), result.output());
        assertTrue(result.output().contains("starts a service of its own"), result.output());
        assertTrue(result.output().contains("say --yes to allow it"), result.output());
        assertTrue(installed.recorded("apt").isEmpty());
    }

    @Test
    void a_normal_user_is_told_what_to_ask_for() throws Exception {
        Result result = run("root=''; get_packages yes ask");

        assertEquals(5, result.exit());
        assertTrue(result.output().contains("ask the administrator for `apt-get install php-fpm`"), result.output());
    }

    @Test
    void yes_alone_leaves_the_service_to_the_package() throws Exception {
        assertEquals(0, run("get_packages yes ask").exit());

        assertTrue(installed.recorded("apt").stream().anyMatch(line -> line.endsWith("install php-fpm")));
        assertFalse(installed.recorded("apt").contains("denied 101"));
    }

    @Test
    void the_service_can_be_kept_off_and_the_policy_for_it_goes_away() throws Exception {
        assertEquals(0, run("get_packages yes off").exit());

        assertTrue(installed.recorded("apt").contains("denied 101"));
        assertTrue(installed.recorded("apt").contains("disabled"));
        assertFalse(Files.exists(policy()));
    }

    @Test
    void the_policy_goes_away_too_when_the_installation_fails() throws Exception {
        apt("exit 100");

        Result result = run("get_packages yes off");

        assertEquals(1, result.exit());
        assertFalse(Files.exists(policy()));
    }

    @Test
    void the_policy_goes_away_too_when_the_installation_is_ended() throws Exception {
        apt("kill -s TERM $PPID");

        Result result = run("get_packages yes off");

        assertEquals(143, result.exit());
        assertFalse(Files.exists(policy()));
    }

    @Test
    void the_policy_of_a_run_that_was_killed_is_removed_and_that_of_somebody_else_stays() throws Exception {
        run("deny_service; kill -s KILL $$");
        assertTrue(Files.exists(policy()));
        run("drop_policy");
        assertFalse(Files.exists(policy()));

        installed.write("home/policy-rc.d", "#!/bin/sh\nexit 101\n", "rw-r--r--");
        run("get_packages yes off");

        assertEquals("#!/bin/sh\nexit 101\n", Files.readString(policy()));
    }

    @Test
    void what_is_there_already_is_not_asked_for() throws Exception {
        assertEquals(0, run("lacking=''; get_packages '' ask").exit());
        assertTrue(installed.recorded("apt").isEmpty());
    }
}
