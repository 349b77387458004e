package ikabud.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Signal;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import ikabud.support.Chronicles;
import ikabud.support.Screens;
import ikabud.support.Snapshots;
import ikabud.view.ConfirmDialog;
import ikabud.view.CreateForm;
import ikabud.view.DetailPage;
import ikabud.view.DetailTab;
import ikabud.view.Focus;
import ikabud.view.Frame;
import ikabud.view.HelpPage;
import ikabud.view.Overlay;
import ikabud.view.Screen;
import ikabud.view.ScreenState;
import ikabud.view.SignalMenu;
import ikabud.view.SortMenu;
import ikabud.view.SuperviseDialog;
import ikabud.view.ThemePicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is on the screen can be drawn at any size. */
class AnySizeTest {
    private static final int[] WIDTHS = {1, 10, 39, 40, 59, 60, 80, 139, 200};
    private static final int[] HEIGHTS = {1, 3, 10, 14, 15, 20, 24, 60};

    private final Snapshot fleet = Snapshots.fleet();
    private final InstanceSample shop = fleet.find(new InstanceId("shop")).orElseThrow();

    @Test
    void nothing_fails_at_any_size() {
        for (ScreenState state : states()) {
            for (int width : WIDTHS) {
                for (int height : HEIGHTS) {
                    Frame frame = Screen.draw(fleet, Screen.settle(fleet, state, width, height), width, height);

                    assertEquals(width, frame.width());
                    assertEquals(height, frame.height());
                }
            }
        }
    }

    @Test
    void drawing_over_an_old_frame_gives_the_same_as_a_new_one() {
        Frame frame = new Frame(80, 24);
        for (ScreenState state : states()) {
            Screen.draw(fleet, state, frame);

            Frame fresh = Screen.draw(fleet, state, 80, 24);
            for (int y = 0; y < 24; y++) {
                assertEquals(-1, frame.firstDifference(fresh, y, 0));
            }
        }
    }

    private List<ScreenState> states() {
        ScreenState looking = Screens.looking("shop");
        List<ScreenState> states = new ArrayList<>(List.of(
                looking,
                looking.with(Focus.LOG),
                looking.with(Focus.LOG).withZoomed(true),
                looking.withZoomed(true),
                looking.with(looking.log().withWrap(true))));
        for (Overlay overlay : overlays()) {
            states.add(looking.with(overlay));
        }
        return states;
    }

    private List<Overlay> overlays() {
        Duration grace = Duration.ofSeconds(15);
        return List.of(
                ConfirmDialog.of(Verb.STOP, shop, grace),
                ConfirmDialog.of(Verb.RESTART, shop, grace).turned(),
                ConfirmDialog.of(Verb.RELOAD, shop, grace).typingName(),
                ConfirmDialog.of(Verb.REMOVE, shop, grace).purging(),
                ConfirmDialog.kill(shop, Signal.KILL, grace),
                SignalMenu.of(shop).moved(16),
                CreateForm.of(List.of("php"), List.of()).checked(fleet).moved(-1),
                ThemePicker.of(List.of(), "dark"),
                SortMenu.of(Screens.opened().table()).moved(99),
                new HelpPage(0).moved(9999),
                DetailPage.of(shop.id()).moved(9999),
                DetailPage.of(shop.id()).on(DetailTab.WORKERS).moved(9),
                DetailPage.of(shop.id()).on(DetailTab.BOOT).with(Chronicles.shop()),
                DetailPage.of(shop.id())
                        .on(DetailTab.HISTORY)
                        .with(Chronicles.shop())
                        .moved(-3),
                SuperviseDialog.opened(),
                DetailPage.of(new InstanceId("gone")));
    }
}
