package ikabud.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One object of a file, with where it stands, so that whatever is wrong in it can be told with its place. Confined to one
 * thread.
 */
final class Section {
    private final String file;
    private final String pointer;
    private final Json.Fields fields;
    private final Problems problems;

    private Section(String file, String pointer, Json.Fields fields, Problems problems) {
        this.file = file;
        this.pointer = pointer;
        this.fields = fields;
        this.problems = problems;
    }

    /** The whole file; empty, with a problem told, if it is not a JSON object. */
    static Optional<Section> read(String file, byte[] content, Problems problems) {
        return JsonReader.read(file, content, problems).map(root -> new Section(file, "", root, problems));
    }

    /** The keys, as they were written. */
    Collection<String> keys() {
        return fields.members().keySet();
    }

    boolean has(String key) {
        return fields.members().containsKey(key);
    }

    /** A text, or a number or truth value as a text; empty where it is missing, or something else, which is told. */
    Optional<String> text(String key) {
        return value(key).flatMap(value -> scalar(value, key));
    }

    /** Like {@link #text}, but a missing one is told too. */
    Optional<String> requiredText(String key) {
        if (!has(key)) {
            problems.error(place(fields.place(), ""), "\"" + key + "\" is missing");
        }
        return text(key);
    }

    /** The texts of a list; empty where it is missing or not a list of texts, which is told. */
    Optional<List<String>> texts(String key) {
        return value(key).flatMap(value -> {
            if (!(value instanceof Json.Items items)) {
                error(key, "expected a list, found " + value.name());
                return Optional.empty();
            }
            List<String> texts = new ArrayList<>();
            items.values().forEach(item -> scalar(item, key).ifPresent(texts::add));
            return Optional.of(List.copyOf(texts));
        });
    }

    /** The object below a key; empty where it is missing or not an object, which is told. */
    Optional<Section> section(String key) {
        return value(key).flatMap(value -> object(value, "/" + escape(key)));
    }

    /** The objects of a list; what is not an object is told and left out. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        value(key).ifPresent(value -> {
            if (value instanceof Json.Items items) {
                for (int i = 0; i < items.values().size(); i++) {
                    object(items.values().get(i), "/" + escape(key) + "/" + i).ifPresent(sections::add);
                }
            } else {
                error(key, "expected a list, found " + value.name());
            }
        });
        return sections;
    }

    /** Hands out each key whose value is an object; what is not is told. */
    void eachSection(BiConsumer<String, Section> to) {
        for (String key : fields.members().keySet()) {
            section(key).ifPresent(section -> to.accept(key, section));
        }
    }

    /** Tells an error at a key. */
    void error(String key, String message) {
        problems.error(at(key), message);
    }

    /** Tells a warning at a key. */
    void warning(String key, String message) {
        problems.warning(at(key), message);
    }

    /** Tells each key that is not among the known ones as an error. */
    void refuseUnknown(String what, Collection<String> known) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                error(key, Problems.unknown(what, key, known));
            }
        }
    }

    /** Tells each key that is not among the known ones as a warning. */
    void warnOfUnknown(String what, Collection<String> known) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                warning(key, Problems.unknown(what, key, known));
            }
        }
    }

    /** File, line, column and JSON pointer of a key. */
    String at(String key) {
        Map<String, Json.Member> members = fields.members();
        Json.Member member = members.get(key);
        return place(member == null ? fields.place() : member.place(), "/" + escape(key));
    }

    /** File, line and column of a key. */
    String source(String key) {
        Json.Member member = fields.members().get(key);
        return file + ":" + (member == null ? fields.place() : member.place());
    }

    private Optional<Json> value(String key) {
        return Optional.ofNullable(fields.members().get(key)).map(Json.Member::value);
    }

    private Optional<String> scalar(Json value, String key) {
        if (value instanceof Json.Scalar scalar && scalar.kind() != Json.Scalar.Kind.NULL) {
            return Optional.of(scalar.text());
        }
        error(key, "expected a text, found " + value.name());
        return Optional.empty();
    }

    private Optional<Section> object(Json value, String step) {
        if (value instanceof Json.Fields object) {
            return Optional.of(new Section(file, pointer + step, object, problems));
        }
        problems.error(place(value.place(), step), "expected an object, found " + value.name());
        return Optional.empty();
    }

    private String place(Json.Place place, String step) {
        String path = pointer + step;
        return file + ":" + place + (path.isEmpty() ? "" : " " + path);
    }

    // RFC 6901.
    private static String escape(String key) {
        String plain = Problems.quote(key);
        return plain.substring(1, plain.length() - 1).replace("~", "~0").replace("/", "~1");
    }
}
