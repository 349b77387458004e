package ikabud.template;

import ikabud.model.IkabudException;
import ikabud.model.PlainText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a text apart at its double braces, once. Confined to one thread. */
final class TemplateParser {
    // A tag alone on its line takes the line with it.
    private static final Pattern LONE_TAG =
            Pattern.compile("(?m)^[ \\t]*(\\{\\{(?:#if [^{}\\n]*|/if)\\}\\})[ \\t]*(?:\\n|\\z)");
    private static final Pattern TAG = Pattern.compile("\\{\\{([^{}\\n]*)\\}\\}|\\{\\{");
    private static final Pattern PLACE = Pattern.compile("(\"?)([A-Za-z][A-Za-z0-9_.-]*)\\1");
    private static final Pattern IF = Pattern.compile("#if ([A-Za-z][A-Za-z0-9_.-]*)");

    private record Open(int line, String variable, List<Part> around) {}

    private final String name;
    private final String text;
    private final Deque<Open> open = new ArrayDeque<>();
    private List<Part> parts = new ArrayList<>();

    TemplateParser(String name, String text) {
        this.name = name;
        this.text = text;
    }

    List<Part> parse() {
        Matcher lone = LONE_TAG.matcher(text);
        Matcher tag = TAG.matcher(text);
        int at = 0;
        int line = 1;
        while (tag.find(at)) {
            boolean alone = lone.find(at) && lone.start(1) == tag.start();
            line += newlines(at, tag.start());
            addText(at, alone ? lone.start() : tag.start());
            addTag(line, tag.group(1));
            int end = alone ? lone.end() : tag.end();
            line += newlines(tag.start(), end);
            at = end;
        }
        addText(at, text.length());
        if (!open.isEmpty()) {
            throw mistake(open.peek().line(), "{{#if " + open.peek().variable() + "}} has no {{/if}}");
        }
        return List.copyOf(parts);
    }

    private void addText(int from, int to) {
        if (to > from) {
            parts.add(new Part.Text(text.substring(from, to)));
        }
    }

    private void addTag(int line, @Nullable String inside) {
        if (inside == null) {
            throw mistake(line, "a {{ has no }} on the same line");
        }
        Matcher place = PLACE.matcher(inside);
        Matcher condition = IF.matcher(inside);
        if (place.matches()) {
            parts.add(new Part.Place(line, place.group(2), !place.group(1).isEmpty()));
        } else if (condition.matches()) {
            open.push(new Open(line, condition.group(1), parts));
            parts = new ArrayList<>();
        } else if (inside.equals("/if")) {
            close(line);
        } else {
            throw mistake(line, "{{" + PlainText.shorten(PlainText.neutralise(inside), 40) + "}} is not understood");
        }
    }

    private void close(int line) {
        if (open.isEmpty()) {
            throw mistake(line, "{{/if}} closes nothing");
        }
        Open opened = open.pop();
        opened.around().add(new Part.Condition(opened.line(), opened.variable(), List.copyOf(parts)));
        parts = opened.around();
    }

    private int newlines(int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    private IkabudException mistake(int line, String why) {
        return IkabudException.failed(
                "template " + name + ", line " + line, why, "write {{name}}, {{\"name\"}}, {{#if name}} or {{/if}}");
    }
}
