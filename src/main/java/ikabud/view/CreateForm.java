package ikabud.view;

import ikabud.model.Blueprint;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Snapshot;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form that makes an instance.
 *
 * @param kinds the kinds there are; never empty
 * @param versions the PHP versions there are, newest first; may be empty
 * @param focus the field the keys go to
 * @param values what the fields hold; a choice holds its word
 * @param mistakes what is wrong with a field, shown below it
 */
public record CreateForm(
        List<String> kinds,
        List<String> versions,
        Field focus,
        Map<Field, TextField> values,
        Map<Field, String> mistakes)
        implements Overlay {
    private static final String NEWEST = "newest";
    private static final String YES = "yes";
    private static final String NO = "no";
    private static final String SHAPE = "1 to 25 of a-z 0-9 -, first a-z";

    /** The kind's variable for the most workers a pool may have. */
    public static final String MAX_CHILDREN_VARIABLE = "max-children";

    /** What can be filled in, from top to bottom. */
    public enum Field {
        ID("id", "a name such as blog or shop-2"),
        KIND("kind", "Left/Right choose"),
        PHP("php", "Left/Right choose"),
        DOCUMENT_ROOT("document root", "empty: a directory of its own"),
        MAX_CHILDREN("max workers", "empty: the kind's default"),
        START("start it now", "Left/Right choose"),
        CREATE("", ""),
        CANCEL("", "");

        private final String label;
        private final String hint;

        Field(String label, String hint) {
            this.label = label;
            this.hint = hint;
        }

        String label() {
            return label;
        }

        String hint() {
            return hint;
        }

        /** Whether it is typed into. */
        public boolean typed() {
            return this == ID || this == DOCUMENT_ROOT || this == MAX_CHILDREN;
        }

        /** Whether it is one of the two buttons. */
        public boolean button() {
            return this == CREATE || this == CANCEL;
        }
    }

    /** Keeps its own copies. */
    public CreateForm {
        kinds = List.copyOf(kinds);
        versions = List.copyOf(versions);
        values = Map.copyOf(values);
        mistakes = Map.copyOf(mistakes);
    }

    /** An empty form. */
    public static CreateForm of(List<String> kinds, List<String> versions) {
        Map<Field, TextField> values = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            values.put(field, TextField.EMPTY);
        }
        values.put(Field.KIND, TextField.of(kinds.isEmpty() ? "php" : kinds.get(0)));
        values.put(Field.PHP, TextField.of(NEWEST));
        values.put(Field.START, TextField.of(YES));
        return new CreateForm(kinds, versions, Field.ID, values, Map.of());
    }

    /** With the keys going to a field further down, or up; goes round at the ends. */
    public CreateForm moved(int by) {
        List<Field> all = List.of(Field.values());
        return focused(all.get(Math.floorMod(all.indexOf(focus) + by, all.size())));
    }

    private CreateForm focused(Field field) {
        return new CreateForm(kinds, versions, field, values, mistakes);
    }

    /** The line that is being typed; empty for a choice or a button. */
    public Optional<TextField> editing() {
        return focus.typed() ? Optional.of(value(focus)) : Optional.empty();
    }

    /** With the focused line edited; what was wrong with it is forgotten. */
    public CreateForm with(TextField edited) {
        return focus.typed() ? withValue(focus, edited) : this;
    }

    /** With the next or previous word of a choice. */
    public CreateForm turned(int by) {
        return switch (focus) {
            case KIND -> turned(kinds, by);
            case PHP -> turned(choices(), by);
            case START -> turned(List.of(YES, NO), by);
            case CREATE, CANCEL -> focused(focus == Field.CREATE ? Field.CANCEL : Field.CREATE);
            default -> this;
        };
    }

    private CreateForm turned(List<String> words, int by) {
        int next = Math.floorMod(words.indexOf(value(focus).text()) + by, Math.max(1, words.size()));
        return words.isEmpty() ? this : withValue(focus, TextField.of(words.get(next)));
    }

    private List<String> choices() {
        List<String> all = new ArrayList<>(List.of(NEWEST));
        all.addAll(versions);
        return all;
    }

    private CreateForm withValue(Field field, TextField value) {
        Map<Field, TextField> next = new EnumMap<>(values);
        next.put(field, value);
        Map<Field, String> left = new EnumMap<>(Field.class);
        left.putAll(mistakes);
        left.remove(field);
        return new CreateForm(kinds, versions, focus, next, left);
    }

    /** What a field holds. */
    public TextField value(Field field) {
        return values.getOrDefault(field, TextField.EMPTY);
    }

    /** With all mistakes found and the first of them focused; without any, the form is ready to be sent. */
    public CreateForm checked(Snapshot snapshot) {
        Map<Field, String> found = new EnumMap<>(Field.class);
        checkId(snapshot).ifPresent(why -> found.put(Field.ID, why));
        checkDocumentRoot().ifPresent(why -> found.put(Field.DOCUMENT_ROOT, why));
        checkMaxChildren().ifPresent(why -> found.put(Field.MAX_CHILDREN, why));
        Field first = found.keySet().stream().findFirst().orElse(focus);
        return new CreateForm(kinds, versions, first, values, found);
    }

    /** With a mistake that only the manager could find. */
    public CreateForm mistaken(Field field, String why) {
        return new CreateForm(kinds, versions, field, values, Map.of(field, why));
    }

    private Optional<String> checkId(Snapshot snapshot) {
        String text = value(Field.ID).text().strip();
        try {
            InstanceId id = new InstanceId(text);
            return snapshot.find(id).map(there -> "there is one of that name");
        } catch (IkabudException invalid) {
            // The long reason is for a shell; here it must fit a line of 34 columns.
            return Optional.of(text.matches("[a-z][a-z0-9-]{0,24}") ? invalid.why() : SHAPE);
        }
    }

    private Optional<String> checkDocumentRoot() {
        String text = value(Field.DOCUMENT_ROOT).text().strip();
        try {
            return text.isEmpty() || Path.of(text).isAbsolute()
                    ? Optional.empty()
                    : Optional.of("must begin with / (or be empty)");
        } catch (InvalidPathException invalid) {
            return Optional.of("no path can be like that");
        }
    }

    private Optional<String> checkMaxChildren() {
        String text = value(Field.MAX_CHILDREN).text().strip();
        return text.isEmpty() || text.matches("[1-9][0-9]{0,2}|1000")
                ? Optional.empty()
                : Optional.of("a number from 1 to 1000 (or empty)");
    }

    /** The id that was filled in; only after {@link #checked} found no mistake. */
    public InstanceId id() {
        return new InstanceId(value(Field.ID).text().strip());
    }

    /** What was filled in; only after {@link #checked} found no mistake. */
    public Blueprint blueprint() {
        String php = value(Field.PHP).text();
        String root = value(Field.DOCUMENT_ROOT).text().strip();
        String most = value(Field.MAX_CHILDREN).text().strip();
        @Nullable Path documentRoot = root.isEmpty() ? null : Path.of(root);
        return new Blueprint(
                value(Field.KIND).text(),
                php.equals(NEWEST) ? null : php,
                null,
                documentRoot,
                most.isEmpty() ? Map.of() : Map.of(MAX_CHILDREN_VARIABLE, most),
                value(Field.START).text().equals(YES));
    }

    @Override
    public void draw(Frame frame, Snapshot snapshot, ScreenState state) {
        CreateFormPart.draw(frame, this, state.surroundings().glyphs());
    }

    @Override
    public List<String> hints() {
        return focus.button()
                ? List.of("Enter " + (focus == Field.CREATE ? "create" : "cancel"), "Up/Down move", "Esc cancel")
                : List.of("Enter next", "Up/Down move", "Esc cancel");
    }
}
