package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses a theme; the screen behind it is painted with the chosen one at once.
 *
 * @param names all themes
 * @param index the chosen line
 * @param before the theme to go back to
 */
public record ThemePicker(List<String> names, int index, String before) implements Overlay {
    /** Keeps its own copy of the names. */
    public ThemePicker {
        names = List.copyOf(names);
    }

    /** With the current theme chosen. */
    public static ThemePicker of(List<String> names, String current) {
        return new ThemePicker(names, Math.max(0, names.indexOf(current)), current);
    }

    /** With another line chosen. */
    public ThemePicker moved(int by) {
        return new ThemePicker(names, Menu.moved(index, by, names.size()), before);
    }

    /** The chosen theme. */
    public String chosen() {
        return names.isEmpty() ? before : names.get(index);
    }

    @Override
    public void draw(Frame frame, Snapshot snapshot, ScreenState state) {
        List<Menu.Item> items = new ArrayList<>();
        for (String name : names) {
            items.add(new Menu.Item(name, name.equals(before) ? "now" : ""));
        }
        Glyphs glyphs = state.surroundings().glyphs();
        Area box = Box.place(frame, 38, items.size() + 5);
        Area inside = Box.draw(frame, box, "theme", Role.BORDER_FOCUS, glyphs);
        Area list = new Area(inside.x(), inside.y(), inside.width(), inside.height() - 3);
        Menu.draw(frame, list, items, index, 20, glyphs);
        drawSample(frame, inside, glyphs);
    }

    // A word in each of the roles that must be told apart.
    private static void drawSample(Frame frame, Area inside, Glyphs glyphs) {
        int y = inside.bottom() - 2;
        int x = inside.x();
        for (Condition condition : List.of(Condition.UP, Condition.SATURATED, Condition.DOWN, Condition.FAILED)) {
            x = frame.put(
                    x, y, inside.right(), glyphs.state(condition) + " " + condition.word() + " ", condition.role());
        }
        x = frame.put(inside.x(), y + 1, inside.right(), "notice ", Role.LOG_NOTICE);
        x = frame.put(x, y + 1, inside.right(), "warning ", Role.LOG_WARNING);
        x = frame.put(x, y + 1, inside.right(), "error ", Role.LOG_ERROR);
        frame.put(x, y + 1, inside.right(), "found", Role.LOG_MATCH);
    }

    @Override
    public List<String> hints() {
        return List.of("Enter keep", "Up/Down try", "Esc back");
    }
}
