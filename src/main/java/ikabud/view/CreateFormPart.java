package ikabud.view;

import ikabud.config.Role;
import ikabud.view.CreateForm.Field;

/** Draws the form that makes an instance. */
final class CreateFormPart {
    private static final int LABELS = 15;
    private static final int WIDEST = 46;
    private static final int CHOICE = 12;
    private static final int FIELDS = 6;

    private CreateFormPart() {}

    static void draw(Frame frame, CreateForm form, Glyphs glyphs) {
        int content = FIELDS + form.mistakes().size();
        boolean roomy = frame.height() >= content + 7;
        Area box = Box.place(frame, 66, content + (roomy ? 6 : 3));
        Area inside = Box.draw(frame, box, "new instance", Role.BORDER_FOCUS, glyphs);
        int y = inside.y() + (roomy ? 1 : 0);
        for (Field field : Field.values()) {
            if (!field.button()) {
                y = drawField(frame, inside, y, form, field, glyphs);
            }
        }
        drawButtons(frame, inside, inside.bottom() - (roomy ? 2 : 1), form.focus());
    }

    private static int drawField(Frame frame, Area inside, int y, CreateForm form, Field field, Glyphs glyphs) {
        boolean focused = field == form.focus();
        frame.put(inside.x(), y, inside.right(), field.label(), focused ? Role.KEY : Role.DIALOG);
        int x = inside.x() + LABELS;
        TextField value = form.value(field);
        int room = Math.min(field.typed() ? WIDEST : CHOICE, inside.right() - x);
        if (field.typed()) {
            drawLine(frame, x, y, room, value, focused);
        } else {
            frame.fill(x, y, room, ' ', focused ? Role.ROW_SELECTED : Role.DIALOG);
            frame.put(x, y, x + room, value.text(), focused ? Role.ROW_SELECTED : Role.DIALOG);
        }
        if (field.typed() ? value.text().isEmpty() : focused) {
            int after = field.typed() ? x + 1 : x + room + 1;
            String hint = Width.fit(field.hint(), inside.right() - after, glyphs.ellipsis());
            frame.put(after, y, inside.right(), hint, Role.TEXT_DIM);
        }
        String mistake = form.mistakes().get(field);
        if (mistake == null) {
            return y + 1;
        }
        int from = inside.width() < LABELS + WIDEST ? inside.x() + 2 : x;
        String shown = Width.fit(mistake, inside.right() - from, glyphs.ellipsis());
        frame.put(from, y + 1, inside.right(), shown, Role.DIALOG_DANGER);
        return y + 2;
    }

    // A line that is longer than its room is shown up to its cursor.
    private static void drawLine(Frame frame, int x, int y, int room, TextField value, boolean focused) {
        int before = Width.of(value.text().substring(0, value.cursor()));
        int hidden = focused ? Math.max(0, before - room + 1) : 0;
        frame.fill(x, y, room, ' ', Role.INPUT);
        frame.put(
                x,
                y,
                x + room,
                value.text().substring(Math.min(hidden, value.text().length())),
                Role.INPUT);
        if (focused) {
            frame.cursor(x + before - hidden, y);
        }
    }

    private static void drawButtons(Frame frame, Area inside, int y, Field focus) {
        String create = "[ Create ]";
        String cancel = "[ Cancel ]";
        int x = inside.x() + Math.max(0, (inside.width() - create.length() - cancel.length() - 3) / 2);
        int next = frame.put(x, y, create, focus == Field.CREATE ? Role.BUTTON_FOCUS : Role.BUTTON) + 3;
        frame.put(next, y, cancel, focus == Field.CANCEL ? Role.BUTTON_FOCUS : Role.BUTTON);
    }
}
