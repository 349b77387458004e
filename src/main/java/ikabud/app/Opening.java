package ikabud.app;

import ikabud.config.Settings;
import ikabud.os.Account;
import ikabud.view.Glyphs;
import ikabud.view.ScreenState;
import ikabud.view.Supervised;
import ikabud.view.Surroundings;
import java.util.Map;
import java.util.TimeZone;

/** Decides how the screen is before anything was read. */
final class Opening {
    private Opening() {}

    /** The screen that is shown first. */
    static ScreenState screen(Ikabud ikabud, Settings settings, String theme, Map<String, String> environment) {
        String user = ikabud.machine()
                .users()
                .byUid(ikabud.machine().users().currentUid())
                .map(Account::name)
                .orElse("#" + ikabud.machine().users().currentUid());
        Surroundings surroundings = new Surroundings(
                ikabud.ways().usual().word(),
                Supervised.UNKNOWN,
                user,
                ikabud.layout(),
                theme,
                settings.ascii().wanted(environment) ? Glyphs.ASCII : Glyphs.UNICODE,
                TimeZone.getDefault().toZoneId(),
                settings.refresh(),
                "");
        return ScreenState.initial(surroundings).withReadOnly(settings.readOnly());
    }
}
