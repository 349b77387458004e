package ikabud.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Themes and templates that came with the program, wherever its classes lie: in a jar or in a directory. */
final class Shipped {
    private Shipped() {}

    /** One file; empty where there is none. */
    static Optional<byte[]> read(String name) {
        try (InputStream in = Shipped.class.getResourceAsStream("/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The names below a directory, such as {@code dark.json} or {@code php/kind.json}, sorted. */
    static List<String> list(String directory) {
        TreeSet<String> names = new TreeSet<>();
        CodeSource source = Shipped.class.getProtectionDomain().getCodeSource();
        try {
            Path home = source == null
                    ? Path.of("/nowhere")
                    : Path.of(source.getLocation().toURI());
            if (Files.isDirectory(home)) {
                listDirectory(home.resolve(directory), names::add);
            } else {
                listJar(home, directory + "/", names::add);
            }
        } catch (IOException | URISyntaxException e) {
            // Then nothing is offered; what is asked for by name is still found.
            return List.of();
        }
        return List.copyOf(names);
    }

    private static void listDirectory(Path directory, Consumer<String> to) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.walk(directory, 2)) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> to.accept(directory.relativize(file).toString()));
            }
        }
    }

    private static void listJar(Path jar, String prefix, Consumer<String> to) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
                    .forEach(entry -> to.accept(entry.getName().substring(prefix.length())));
        }
    }
}
