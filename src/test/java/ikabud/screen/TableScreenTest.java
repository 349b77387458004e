package ikabud.screen;

import ikabud.model.Snapshot;
import ikabud.support.Golden;
import ikabud.support.Screens;
import ikabud.support.Snapshots;
import ikabud.view.Screen;
import ikabud.view.ScreenState;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main screen at every size that must work. */
class TableScreenTest {
    @ParameterizedTest
    @CsvSource({"80,24", "200,60", "120,40", "40,15"})
    void a_fleet_with_the_log_of_the_selected(int width, int height) throws IOException {
        same("fleet", Snapshots.fleet(), Screens.looking("shop"), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "200,60"})
    void sites_without_processes_have_virtual_pids_and_estimates(int width, int height) throws IOException {
        same("hosted", Snapshots.hosted(), Screens.looking("blog"), width, height);
    }

    private static void same(String name, Snapshot snapshot, ScreenState state, int width, int height)
            throws IOException {
        Golden.assertSame(
                "screens/" + name + "-" + width + "x" + height + ".txt",
                Screen.draw(snapshot, state, width, height).text());
    }
}
