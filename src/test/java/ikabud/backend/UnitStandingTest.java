package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ikabud.backend.Standing.State;
import ikabud.model.FailureClass;
import ikabud.os.UnitState;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitStandingTest {
    private static final Cause LOGGED = new Cause(FailureClass.UNEXPECTED_EXIT, "somebody sent it TERM");

    private static UnitState captured(String name) throws Exception {
        String shown = Files.readString(Path.of("src/test/resources/systemd/show.txt"));
        return Objects.requireNonNull(UnitState.parse(shown).get("ikabud-" + name + ".service"), name);
    }

    private static Standing standing(UnitState unit) {
        return UnitStanding.of(unit, Optional.empty(), Cause.WORDLESS, List.of("last words"));
    }

    @ParameterizedTest
    @CsvSource({
        "runs,RUNNING",
        "stuck,STARTING",
        "retried,RESTARTING",
        "killed,FAILED",
        "left,STOPPED",
        "nothing,STOPPED",
    })
    void tells_what_systemd_does_with_it(String unit, State state) throws Exception {
        assertEquals(state, standing(captured(unit)).state());
    }

    @ParameterizedTest
    @Survives(Trouble.UNIT_FAILED)
    @CsvSource({
        "exits,CRASH,it ended with code 70: last words",
        "config,CONFIG,it ended with code 78: last words",
        "killed,CRASH,it was ended by signal 9",
        "retried,CRASH,it was ended by signal 9",
        "dumped,CRASH,it was ended by signal 11",
        "slow,START_TIMEOUT,it did not start or stop in time",
        "mute,START_TIMEOUT,it did not tell systemd that it is ready",
        "still,CRASH,it stood still: systemd heard nothing of it and ended it",
        "limit,CRASH,it was ended by signal 9",
        "often,CRASH,it was restarted as often as its policy allows",
        "nouser,RIGHTS,it ended with code 217: last words",
        "noexec,RIGHTS,it ended with code 203: last words",
        "envless,RESOURCE,systemd could not make what it needs",
    })
    void gives_each_end_its_class_and_its_cause(String unit, FailureClass failure, String cause) throws Exception {
        Standing standing = standing(captured(unit));

        assertEquals(failure, standing.failure());
        assertEquals(cause, standing.cause());
    }

    // Control groups of version 2 only, so that no machine of version 1 could show it: as systemd's source prints it.
    @ParameterizedTest
    @CsvSource({"oom-kill,RESOURCE,the kernel ended it for want of memory", "exec-condition,CONFIG,it ended with code 0"
    })
    void knows_the_words_that_were_not_captured(String result, FailureClass failure, String cause) {
        String shown = "Id=a.service\nActiveState=failed\nResult=" + result + "\nExecMainCode=2\nExecMainStatus=0\n";
        UnitState unit = Objects.requireNonNull(UnitState.parse(shown).get("a.service"));

        Standing standing = UnitStanding.of(unit, Optional.empty(), Cause.WORDLESS, List.of());

        assertEquals(failure, standing.failure());
        assertEquals(cause, standing.cause());
    }

    @Test
    void fpms_own_words_say_more_than_an_exit_code() throws Exception {
        Standing logged = UnitStanding.of(captured("exits"), Optional.empty(), LOGGED, List.of());
        assertEquals("somebody sent it TERM", logged.cause());

        List<String> words = List.of("[20-Nov-2026 09:07:43] ERROR: [/etc/a:20] unknown entry 'foo'", "FPM failed");
        Standing printed = UnitStanding.of(captured("config"), Optional.empty(), Cause.WORDLESS, words);
        assertEquals("ERROR: [/etc/a:20] unknown entry 'foo'", printed.cause());
    }

    @Test
    void nothing_went_wrong_with_what_runs_or_rests() throws Exception {
        for (String unit : List.of("runs", "stuck", "left", "nothing")) {
            @Nullable FailureClass failure = standing(captured(unit)).failure();
            assertNull(failure, unit);
            assertEquals("", standing(captured(unit)).cause(), unit);
        }
    }
}
