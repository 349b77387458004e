package ikabud.screen;

import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Signal;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import ikabud.support.Chronicles;
import ikabud.support.Golden;
import ikabud.support.Screens;
import ikabud.support.Snapshots;
import ikabud.view.ConfirmDialog;
import ikabud.view.CreateForm;
import ikabud.view.DetailPage;
import ikabud.view.DetailTab;
import ikabud.view.HelpPage;
import ikabud.view.Overlay;
import ikabud.view.Screen;
import ikabud.view.SignalMenu;
import ikabud.view.SortMenu;
import ikabud.view.SuperviseDialog;
import ikabud.view.TextField;
import ikabud.view.ThemePicker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every dialog, menu and page, roomy and cramped. */
class OverlayScreenTest {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private final Snapshot fleet = Snapshots.fleet();
    private final InstanceSample shop = fleet.find(new InstanceId("shop")).orElseThrow();

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void a_stop_names_what_it_acts_on_and_cancel_is_the_default(int width, int height) throws IOException {
        same("confirm-stop", ConfirmDialog.of(Verb.STOP, shop, GRACE), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void a_stop_says_who_needs_it_and_what_becomes_of_a_restart(int width, int height) throws IOException {
        Snapshot trouble = Snapshots.trouble();
        InstanceSample db = trouble.find(new InstanceId("db")).orElseThrow();
        InstanceSample backoff = trouble.find(shop.id()).orElseThrow();

        same("confirm-needed", trouble, ConfirmDialog.of(Verb.STOP, db, GRACE), width, height);
        same("confirm-backoff", trouble, ConfirmDialog.of(Verb.STOP, backoff, GRACE), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void what_is_shut_is_named_by_its_virtual_pid(int width, int height) throws IOException {
        Snapshot hosted = Snapshots.hosted();
        InstanceSample blog = hosted.find(new InstanceId("blog")).orElseThrow();

        same("confirm-shut", hosted, ConfirmDialog.of(Verb.STOP, blog, GRACE), width, height);
        same("detail-hosted", hosted, DetailPage.of(blog.id()), width, height);
        same("detail-hosted-files", hosted, DetailPage.of(blog.id()).on(DetailTab.FILES), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void a_purge_needs_the_typed_name(int width, int height) throws IOException {
        var dialog = ConfirmDialog.of(Verb.REMOVE, shop, GRACE).purging().with(TextField.of("sho"));

        same("confirm-purge", dialog, width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void a_dialog_says_so_when_the_master_changed_meanwhile(int width, int height) throws IOException {
        InstanceSample before =
                Snapshots.site("shop").up("0d00:00:59").gone().down().sample();

        same("confirm-changed", ConfirmDialog.kill(before, Signal.KILL, GRACE), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void the_signal_menu_tells_what_each_does_to_fpm(int width, int height) throws IOException {
        same("signals", SignalMenu.of(shop), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void the_form_for_a_new_instance(int width, int height) throws IOException {
        same("create", CreateForm.of(List.of("php", "wordpress"), List.of("8.3", "8.2")), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void the_form_shows_every_mistake_at_its_field(int width, int height) throws IOException {
        var form = CreateForm.of(List.of("php"), List.of())
                .with(TextField.of("Shop"))
                .moved(3)
                .with(TextField.of("srv/shop"))
                .moved(1)
                .with(TextField.of("many"))
                .checked(fleet);

        same("create-mistakes", form, width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void the_themes(int width, int height) throws IOException {
        same(
                "themes",
                ThemePicker.of(List.of("dark", "light", "mono", "terminal-16"), "dark")
                        .moved(1),
                width,
                height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void the_columns_to_sort_by(int width, int height) throws IOException {
        same("sort", SortMenu.of(Screens.opened().table()), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15", "200,60"})
    void all_keys(int width, int height) throws IOException {
        same("help", new HelpPage(0), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15", "120,40", "200,60"})
    void everything_about_one_instance(int width, int height) throws IOException {
        same("detail", DetailPage.of(shop.id()).with(Chronicles.shop()), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void the_workers_and_the_files_of_one_instance(int width, int height) throws IOException {
        same("detail-workers", DetailPage.of(shop.id()).on(DetailTab.WORKERS), width, height);
        same("detail-files", DetailPage.of(shop.id()).on(DetailTab.FILES), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15", "200,60"})
    void a_boot_shows_its_phases_and_what_to_do(int width, int height) throws IOException {
        same("detail-boot", DetailPage.of(shop.id()).on(DetailTab.BOOT).with(Chronicles.shop()), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15", "200,60"})
    void a_history_shows_the_newest_last(int width, int height) throws IOException {
        same("detail-history", DetailPage.of(shop.id()).on(DetailTab.HISTORY).with(Chronicles.shop()), width, height);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15", "200,60"})
    void a_supervisor_is_asked_for_with_what_it_will_start(int width, int height) throws IOException {
        same("supervise", Snapshots.trouble(), SuperviseDialog.opened(), width, height);
    }

    @Test
    void an_instance_in_trouble_says_what_comes_next_and_who_needs_whom() throws IOException {
        same("detail-backoff", Snapshots.trouble(), DetailPage.of(shop.id()).with(Chronicles.shop()), 80, 24);
        same("detail-needed", Snapshots.trouble(), DetailPage.of(new InstanceId("db")), 80, 24);
    }

    private void same(String name, Overlay overlay, int width, int height) throws IOException {
        same(name, fleet, overlay, width, height);
    }

    private static void same(String name, Snapshot snapshot, Overlay overlay, int width, int height)
            throws IOException {
        var state = Screen.settle(snapshot, Screens.looking("shop").with(overlay), width, height);

        String text = Screen.draw(snapshot, state, width, height).text();

        Golden.assertSame("screens/" + name + "-" + width + "x" + height + ".txt", text);
    }
}
