package ikabud.template;

import ikabud.model.IkabudException;
import ikabud.model.PlainText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One piece of a template. Immutable. */
sealed interface Part {
    private static String value(String template, int line, String variable, Map<String, String> values) {
        String value = values.get(variable);
        if (value == null) {
            throw IkabudException.failed(
                    "template " + template + ", line " + line,
                    "the variable \"" + variable + "\" is unknown",
                    "known are: "
                            + String.join(
                                    ", ", values.keySet().stream().sorted().toList()));
        }
        return value;
    }

    /** Adds the names it needs. */
    void collect(Set<String> names);

    /** Appends what it becomes. */
    void write(String template, Map<String, String> values, StringBuilder out);

    /** Text that stays as it is. */
    record Text(String text) implements Part {
        @Override
        public void collect(Set<String> names) {}

        @Override
        public void write(String template, Map<String, String> values, StringBuilder out) {
            out.append(text);
        }
    }

    /** A place for a value, bare or in double quotes. */
    record Place(int line, String variable, boolean quoted) implements Part {
        private static final String SPECIAL_ANYWHERE = "\"$\\";
        private static final String SPECIAL_WHEN_BARE = "[;";

        @Override
        public void collect(Set<String> names) {
            names.add(variable);
        }

        @Override
        public void write(String template, Map<String, String> values, StringBuilder out) {
            String value = value(template, line, variable, values);
            if (!value.chars().allMatch(this::harmless)) {
                throw IkabudException.usage(
                        "value of \"" + variable + "\" (" + PlainText.shorten(PlainText.neutralise(value), 60) + ")",
                        "template " + template + ", line " + line + ", cannot hold a control character or any of "
                                + String.join(" ", forbidden().split("")),
                        "choose a value without them");
            }
            out.append(quoted ? "\"" + value + "\"" : value);
        }

        private boolean harmless(int c) {
            return !Character.isISOControl(c) && forbidden().indexOf(c) < 0;
        }

        private String forbidden() {
            return quoted ? SPECIAL_ANYWHERE : SPECIAL_ANYWHERE + SPECIAL_WHEN_BARE;
        }
    }

    /** A stretch that is kept only where a value is not empty. */
    record Condition(int line, String variable, List<Part> body) implements Part {
        @Override
        public void collect(Set<String> names) {
            names.add(variable);
            body.forEach(part -> part.collect(names));
        }

        @Override
        public void write(String template, Map<String, String> values, StringBuilder out) {
            if (!value(template, line, variable, values).isEmpty()) {
                body.forEach(part -> part.write(template, values, out));
            }
        }
    }
}
