package ikabud.backend;

import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.os.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The definitions of instances that stand in files of theirs on disk, from which a lost record is rebuilt. */
final class Definitions {
    private static final int MOST = 1 << 20;

    private Definitions() {}

    /**
     * Those that can be read and are ours.
     *
     * @param file its name in the directory of what is rendered for an instance
     * @param besides instances whose files are not even opened
     */
    static List<Instance> read(Layout layout, String file, Set<InstanceId> besides) {
        Set<String> known = besides.stream().map(InstanceId::value).collect(Collectors.toSet());
        List<Instance> found = new ArrayList<>();
        Path all = layout.rendered(new InstanceId("x")).getParent();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(all, "[a-z]*")) {
            for (Path directory : stream) {
                String name = directory.getFileName().toString();
                if (!known.contains(name)) {
                    definition(directory.resolve(file), name).ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException none) {
            return List.of();
        }
        return found;
    }

    private static Optional<Instance> definition(Path file, String name) {
        return SafeFiles.readRegular(file, MOST)
                .flatMap(bytes -> RenderedHead.read(new String(bytes, StandardCharsets.UTF_8)))
                .filter(instance -> instance.id().value().equals(name));
    }
}
