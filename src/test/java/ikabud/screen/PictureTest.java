package ikabud.screen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.config.Depth;
import ikabud.config.Theme;
import ikabud.support.Golden;
import ikabud.support.Screens;
import ikabud.support.Snapshots;
import ikabud.view.Column;
import ikabud.view.Frame;
import ikabud.view.FramePicture;
import ikabud.view.Screen;
import ikabud.view.ScreenState;
import ikabud.view.Supervised;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The picture in the README is the program's own frame. */
class PictureTest {
    @Test
    void the_readme_shows_what_the_program_draws() throws IOException {
        ScreenState looking = Screens.looking("shop");
        ScreenState state = looking.with(looking.surroundings().with(Supervised.by(812)));
        Frame frame = Screen.draw(Snapshots.fleet(), state.with(state.table().sortedBy(Column.CPU)), 120, 28);

        String picture = FramePicture.svg(frame, Theme.fallback(Depth.TRUE));

        assertTrue(picture.contains("ikabud-top"));
        Golden.assertSame(Path.of("docs/ikabud-top.svg"), picture);
    }
}
