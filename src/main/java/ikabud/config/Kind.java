package ikabud.config;

import ikabud.model.IkabudException;
import ikabud.model.PhpKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an instance can be, as its manifest says.
 *
 * @param files what is rendered for each instance
 * @param variables what may be set for each instance, in the order of the manifest
 * @param core what of a site's code can be looked for before it is started
 */
public record Kind(String name, String description, List<TemplateFile> files, List<Variable> variables, SiteCore core) {
    /** Keeps its own copies of the lists. */
    public Kind {
        files = List.copyOf(files);
        variables = List.copyOf(variables);
    }

    /** One of which nothing is known of its sites' code. */
    public Kind(String name, String description, List<TemplateFile> files, List<Variable> variables) {
        this(name, description, files, variables, SiteCore.UNKNOWN);
    }

    /** The variable of that name. */
    public Optional<Variable> variable(String name) {
        return variables.stream().filter(known -> known.name().equals(name)).findFirst();
    }

    /**
     * The values of all variables by name: what is set, else what the manifest says. PHP directives that are set are among
     * them.
     *
     * @throws IkabudException with all mistakes, if something unknown or impossible is set
     */
    public Map<String, String> values(Map<String, String> set) {
        List<String> mistakes = mistakes(set, List.of());
        if (!mistakes.isEmpty()) {
            throw IkabudException.usage(
                    "variables of kind " + this.name,
                    String.join("; ", mistakes),
                    "`ikabud kinds` shows what can be set");
        }
        Map<String, String> values = new TreeMap<>();
        variables.forEach(variable -> values.put(variable.name(), variable.initial()));
        values.putAll(set);
        return values;
    }

    /**
     * What is wrong with values that are to be set, one sentence each; empty if nothing.
     *
     * @param besides what else could have been meant by an unknown name
     */
    public List<String> mistakes(Map<String, String> set, Collection<String> besides) {
        List<String> known = new ArrayList<>(besides);
        variables.forEach(variable -> known.add(variable.name()));
        List<String> mistakes = new ArrayList<>();
        new TreeMap<>(set).forEach((name, value) -> {
            Optional<Variable> variable = variable(name);
            if (PhpKeys.isOne(name)) {
                PhpKeys.problem(name, value).ifPresent(mistakes::add);
            } else if (variable.isEmpty()) {
                mistakes.add(Problems.unknown("variable", name, known));
            } else {
                variable.get().problem(value).ifPresent(problem -> mistakes.add(name + ": " + problem));
            }
        });
        return mistakes;
    }
}
