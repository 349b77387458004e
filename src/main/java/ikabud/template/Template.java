package ikabud.template;

import ikabud.model.IkabudException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text with places to fill in.
 *
 * <pre>
 * listen = {{socket}}              the value; refused if a configuration file would read more into it
 * chdir = {{"documentRoot"}}       the value in double quotes, for paths: also ';' and '[' are harmless there
 * {{#if webUser}}                  what is between is kept if the value is not empty
 * listen.acl_users = {{webUser}}
 * {{/if}}
 * </pre>
 *
 * A line that holds nothing but one {@code #if} or {@code /if} leaves no line behind. Immutable.
 */
public final class Template {
    private final String name;
    private final List<Part> parts;

    private Template(String name, List<Part> parts) {
        this.name = name;
        this.parts = parts;
    }

    /**
     * Reads a template.
     *
     * @param name what messages call it, such as {@code php/php-fpm.conf}
     * @throws IkabudException naming the line of a place that is not closed or not understood
     */
    public static Template parse(String name, String text) {
        return new Template(name, new TemplateParser(name, text).parse());
    }

    /** The names of all variables in it, conditions included. */
    public Set<String> variables() {
        Set<String> names = new TreeSet<>();
        parts.forEach(part -> part.collect(names));
        return names;
    }

    /**
     * Fills it in.
     *
     * @throws IkabudException naming the line, if a variable has no value or a value that could be read as a directive
     */
    public String render(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        parts.forEach(part -> part.write(name, values, out));
        return out.toString();
    }
}
