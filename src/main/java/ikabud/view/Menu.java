package ikabud.view;

import ikabud.config.Role;
import java.util.List;

/** A list of choices in a box, one of them chosen, scrolled so that it is seen. */
final class Menu {
    /** One choice: its name, and what it means. */
    record Item(String name, String meaning) {}

    private Menu() {}

    /** The index that stays in the list; moving past an end stays there. */
    static int moved(int index, int by, int size) {
        return (int) Math.max(0, Math.min(size - 1L, (long) index + by));
    }

    static void draw(Frame frame, Area area, List<Item> items, int index, int names, Glyphs glyphs) {
        int rows = area.height();
        int top = Math.max(0, Math.min(index - rows / 2, items.size() - rows));
        for (int i = 0; i < rows && top + i < items.size(); i++) {
            Item item = items.get(top + i);
            boolean chosen = top + i == index;
            int y = area.y() + i;
            Role role = chosen ? Role.ROW_SELECTED : Role.DIALOG;
            frame.fill(area.x(), y, area.width(), ' ', role);
            frame.set(area.x(), y, chosen ? glyphs.pointer() : ' ', role);
            frame.put(area.x() + 2, y, area.right(), item.name(), role);
            int x = area.x() + 2 + names;
            String meaning = Width.fit(item.meaning(), area.right() - x, glyphs.ellipsis());
            frame.put(x, y, area.right(), meaning, chosen ? role : Role.TEXT_DIM);
        }
    }
}
