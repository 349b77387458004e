package ikabud.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A completion script for bash, and for zsh through its bash mode, made from the definitions. */
final class CompletionScript {
    private static final String HEAD = """
            # Completion of ikabud for bash and zsh, made by `ikabud completion`.
            [ -n "${ZSH_VERSION-}" ] && autoload -U +X bashcompinit && bashcompinit

            _ikabud() {
                local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb='' index words=''
                for (( index = 1; index < COMP_CWORD; index++ )); do
                    case ${COMP_WORDS[index]} in
                        -*) ;;
                        *) verb=${COMP_WORDS[index]}; break ;;
                    esac
                done
                COMPREPLY=()
                case $verb in
            """;

    private static final String FOOT = """
                esac
                COMPREPLY=( $(compgen -W "$words" -- "$word") )
            }
            complete -F _ikabud ikabud
            """;

    private static final String IDS = "$(ikabud list --quiet 2>/dev/null)";

    private CompletionScript() {}

    static String of(List<Definition> verbs) {
        StringBuilder script = new StringBuilder(HEAD);
        String names = String.join(" ", verbs.stream().map(Definition::name).toList());
        script.append("        '') words='").append(names).append(" --help --version' ;;\n");
        verbs.forEach(verb -> append(script, verb));
        return script.append(FOOT).toString();
    }

    private static void append(StringBuilder script, Definition verb) {
        List<String> all = new ArrayList<>();
        StringBuilder values = new StringBuilder();
        List<String> silent = new ArrayList<>();
        for (OptionSpec option : verb.options()) {
            List<String> names = List.of(option.names());
            all.addAll(names);
            String words = words(option);
            if (!words.isEmpty()) {
                values.append("                ").append(String.join("|", names));
                values.append(") ").append(words).append(" ;;\n");
            } else if (option.arity().max() > 0) {
                silent.addAll(names);
            }
        }
        if (!silent.isEmpty()) {
            values.append("                ").append(String.join("|", silent)).append(") return ;;\n");
        }
        script.append("        ").append(verb.name()).append(")\n");
        if (!values.isEmpty()) {
            script.append("            case $previous in\n").append(values).append("            esac\n");
        }
        script.append("            case $word in\n");
        script.append("                -*) words='")
                .append(String.join(" ", all))
                .append("' ;;\n");
        script.append("                *) words=\"").append(arguments(verb)).append("\" ;;\n");
        script.append("            esac ;;\n");
    }

    private static String words(ArgSpec option) {
        if (option.paramLabel().equals("DIR")) {
            return "COMPREPLY=( $(compgen -d -- \"$word\") ); return";
        }
        String candidates = candidates(option);
        return candidates.isEmpty() ? "" : "COMPREPLY=( $(compgen -W '" + candidates + "' -- \"$word\") ); return";
    }

    private static String arguments(Definition verb) {
        List<PositionalParamSpec> positional = verb.spec().positionalParameters();
        if (positional.isEmpty()) {
            return "";
        }
        PositionalParamSpec first = positional.get(0);
        return Definition.namesInstances(first.paramLabel()) ? IDS : candidates(first);
    }

    private static String candidates(ArgSpec argument) {
        return argument.completionCandidates() == null ? "" : String.join(" ", argument.completionCandidates());
    }
}
