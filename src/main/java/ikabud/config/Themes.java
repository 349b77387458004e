package ikabud.config;

import ikabud.model.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds themes: the user's own in {@code <config>/themes/<name>.json}, then those that came with the program. A theme that
 * cannot be used is told and replaced by the built-in one. Immutable; reads the files anew each time, so that an edited theme
 * shows at once.
 */
public final class Themes {
    private static final String SUFFIX = ".json";
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,40}";

    private final Path own;

    /** The themes of a layout; {@code <config>/themes} may be missing. */
    public Themes(Layout layout) {
        this.own = layout.config().resolve("themes");
    }

    /**
     * A theme as far as it could be loaded.
     *
     * @param theme the theme asked for, or the built-in one if there are errors
     * @param problems what is wrong with its files; empty if all is well
     */
    public record Loaded(Theme theme, List<Problem> problems) {
        /** Keeps its own copy of the list. */
        public Loaded {
            problems = List.copyOf(problems);
        }
    }

    /** The names of all themes, sorted. */
    public List<String> names() {
        Set<String> names = new TreeSet<>();
        Shipped.list("themes").forEach(file -> add(names, file));
        try (Stream<Path> files = Files.list(own)) {
            files.forEach(file -> add(names, file.getFileName().toString()));
        } catch (IOException e) {
            // No directory of one's own is the usual case.
            return List.copyOf(names);
        }
        return List.copyOf(names);
    }

    private static void add(Set<String> names, String file) {
        String name = file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : "";
        if (name.matches(NAME)) {
            names.add(name);
        }
    }

    /** Whether the user has a theme of this name, so that the built-in one does not do. */
    public boolean isOverridden(String name) {
        return name.matches(NAME) && Files.exists(own.resolve(name + SUFFIX));
    }

    /** Loads a theme for a depth; never throws. */
    public Loaded load(String name, Depth depth) {
        Problems problems = new Problems();
        Optional<ThemeDefinition> definition = find(name, true, new HashSet<>(), problems);
        definition.ifPresent(theme -> checkReferences(theme, problems));
        Theme theme = definition
                .filter(found -> !problems.hasErrors())
                .map(found -> found.at(depth))
                .orElseGet(() -> Theme.fallback(depth));
        return new Loaded(theme, problems.all());
    }

    private Optional<ThemeDefinition> find(String name, boolean ownToo, Set<String> seen, Problems problems) {
        boolean mine = ownToo && isOverridden(name);
        if (!mine && name.equals(BuiltInTheme.DARK.name())) {
            return Optional.of(BuiltInTheme.DARK);
        }
        if (!seen.add(name + mine)) {
            problems.error("theme " + Problems.quote(name), "it extends itself");
            return Optional.empty();
        }
        String file = mine ? own.resolve(name + SUFFIX).toString() : "themes/" + name + SUFFIX;
        Optional<byte[]> content = mine ? ConfigFile.read(Path.of(file), problems) : shipped(name);
        if (content.isEmpty()) {
            if (!problems.hasErrors()) {
                problems.error("theme " + Problems.quote(name), Problems.unknown("theme", name, names()));
            }
            return Optional.empty();
        }
        return new ThemeReader(name, file, problems)
                .read(content.get())
                .flatMap(draft -> extended(draft, mine, seen, problems));
    }

    private static Optional<byte[]> shipped(String name) {
        return name.matches(NAME) ? Shipped.read("themes/" + name + SUFFIX) : Optional.empty();
    }

    /** A theme that names no base extends the default one of its variant. */
    private Optional<ThemeDefinition> extended(
            ThemeReader.Draft draft, boolean mine, Set<String> seen, Problems problems) {
        ThemeDefinition theme = draft.theme();
        String usual = theme.variant() == Theme.Variant.LIGHT ? "light" : "dark";
        String base = draft.base().orElse(usual);
        boolean root = draft.base().isEmpty() && !mine && theme.name().equals(usual);
        if (root) {
            return Optional.of(theme);
        }
        // A theme of one's own that extends its own name means the one that came with the program.
        boolean ownToo = mine && !base.equals(theme.name()) && draft.base().isPresent();
        return find(base, ownToo, seen, problems).map(theme::extending);
    }

    private static void checkReferences(ThemeDefinition theme, Problems problems) {
        List<ThemeLayer> layers = new ArrayList<>(List.of(theme.main()));
        theme.depths().values().forEach(layer -> layers.add(layer.over(theme.main())));
        Set<String> told = new HashSet<>();
        for (ThemeLayer layer : layers) {
            for (String reference : references(layer)) {
                if (ThemeDefinition.colour(reference, layer.palette()).isEmpty() && told.add(reference)) {
                    String known = reference.substring(1);
                    problems.error(
                            "theme " + Problems.quote(theme.name()),
                            layer.palette().containsKey(known)
                                    ? "the palette's " + Problems.quote(known) + " leads to no colour"
                                    : Problems.unknown(
                                            "colour of the palette",
                                            known,
                                            layer.palette().keySet()));
                }
            }
        }
    }

    private static Set<String> references(ThemeLayer layer) {
        Set<String> references = new TreeSet<>();
        Stream<String> painted = layer.roles().values().stream()
                .flatMap(paint ->
                        Stream.of(Optional.ofNullable(paint.foreground()), Optional.ofNullable(paint.background())))
                .flatMap(Optional::stream);
        Stream.concat(painted, layer.palette().values().stream())
                .filter(text -> text.startsWith("$"))
                .forEach(references::add);
        return references;
    }
}
