package ikabud.config;

import ikabud.model.IkabudException;
import ikabud.model.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds kinds: each is a directory with {@code kind.json} and templates. A file in {@code <config>/templates/<kind>/} goes
 * before the one of the same name that came with the program. Immutable; reads the files anew each time.
 */
public final class Kinds {
    private static final String MANIFEST = "kind.json";
    private static final String NAME = "[a-z][a-z0-9-]{0,24}";

    private final Path own;

    /** The kinds of a layout; {@code <config>/templates} may be missing. */
    public Kinds(Layout layout) {
        this.own = layout.config().resolve("templates");
    }

    /** The names of all kinds, sorted. */
    public List<String> names() {
        Set<String> names = new TreeSet<>();
        for (String file : Shipped.list("templates")) {
            if (file.endsWith("/" + MANIFEST)) {
                names.add(file.substring(0, file.indexOf('/')));
            }
        }
        try (Stream<Path> directories = Files.list(own)) {
            directories
                    .filter(directory -> Files.exists(directory.resolve(MANIFEST)))
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> name.matches(NAME))
                    .forEach(names::add);
        } catch (IOException e) {
            // No directory of one's own is the usual case.
            return List.copyOf(names);
        }
        return List.copyOf(names);
    }

    /** All kinds, by name; one with a broken manifest ends in an {@link IkabudException}. */
    public List<Kind> all() {
        return names().stream().map(this::find).toList();
    }

    /**
     * One kind.
     *
     * @throws IkabudException if there is none of that name, or with all mistakes in its manifest
     */
    public Kind find(String name) {
        Problems problems = new Problems();
        Optional<Kind> kind = content(name, MANIFEST, problems)
                .flatMap(content -> new KindReader(problems).read(name, place(name, MANIFEST), content));
        if (problems.hasErrors()) {
            throw IkabudException.failed(
                    "kind " + Problems.quote(name),
                    problems.all().stream().map(Problem::line).collect(Collectors.joining("; ")),
                    "correct the manifest");
        }
        return kind.orElseThrow(() -> IkabudException.usage(
                "kind " + Problems.quote(name),
                Problems.unknown("kind", name, names()),
                "`ikabud kinds` shows what there is"));
    }

    /**
     * The text of one of a kind's templates.
     *
     * @throws IkabudException if the manifest names a file that is not there or cannot be read
     */
    public String template(Kind kind, TemplateFile file) {
        return text(kind.name(), file.source(), "put it beside the manifest, " + place(kind.name(), MANIFEST));
    }

    private Optional<byte[]> content(String kind, String file, Problems problems) {
        if (!kind.matches(NAME)) {
            return Optional.empty();
        }
        Path mine = own.resolve(kind).resolve(file);
        return Files.exists(mine) ? ConfigFile.read(mine, problems) : Shipped.read("templates/" + kind + "/" + file);
    }

    /**
     * The text of a template that belongs to no kind, such as {@code systemd/instance.service}.
     *
     * @throws IkabudException if it is not there or cannot be read
     */
    public String shared(String directory, String file) {
        return text(directory, file, "put it there, or reinstall Ikabud");
    }

    private String text(String directory, String file, String remedy) {
        Problems problems = new Problems();
        return content(directory, file, problems)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElseThrow(() -> IkabudException.failed(
                        "template " + directory + "/" + file,
                        problems.all().stream().map(Problem::line).findFirst().orElse("there is no such file"),
                        remedy));
    }

    /** Where a file of a kind is read from, for a person. */
    public String place(String kind, String file) {
        Path mine = own.resolve(kind).resolve(file);
        return Files.exists(mine) ? mine.toString() : "templates/" + kind + "/" + file;
    }
}
