package ikabud.view;

import ikabud.model.InstanceSample;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which instances the table shows: a plain part of their words, {@code ~} for a regular expression, {@code !} for all others. */
final class Filter {
    private final Predicate<String> matches;
    private final boolean inverse;
    private final Optional<String> mistake;

    private Filter(Predicate<String> matches, boolean inverse, Optional<String> mistake) {
        this.matches = matches;
        this.inverse = inverse;
        this.mistake = mistake;
    }

    /** Reads what was typed; an expression that is not valid lets everything pass and says why. */
    static Filter parse(String typed) {
        boolean inverse = typed.startsWith("!");
        String rest = (inverse ? typed.substring(1) : typed).strip();
        if (rest.isEmpty() || rest.equals("~")) {
            return new Filter(text -> true, false, Optional.empty());
        }
        if (!rest.startsWith("~")) {
            String part = rest.toLowerCase(Locale.ROOT);
            return new Filter(text -> text.contains(part), inverse, Optional.empty());
        }
        try {
            Pattern pattern = Pattern.compile(rest.substring(1), Pattern.CASE_INSENSITIVE);
            return new Filter(pattern.asPredicate(), inverse, Optional.empty());
        } catch (PatternSyntaxException invalid) {
            return new Filter(text -> true, false, Optional.of(invalid.getDescription()));
        }
    }

    Optional<String> mistake() {
        return mistake;
    }

    boolean passes(InstanceSample sample) {
        var instance = sample.entry().record().instance();
        boolean found = matches.test(instance.id().value())
                || matches.test(instance.kind())
                || matches.test(instance.owner().name())
                || matches.test(sample.entry().record().observed().phase().word())
                || matches.test(Condition.of(sample).word());
        return found != inverse;
    }
}
