package ikabud.backend;

import ikabud.hosting.SiteSwitch;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.VirtualKeys;
import ikabud.os.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of an instance without processes: its definition, its directory, and the switch in its document root. */
final class VirtualFiles {
    private static final String DEFINITION = "site.conf";
    private static final int MODE = 0640;
    // PHP reads the gate there, as the account or as whoever serves it.
    private static final int PASS = 0711;
    private static final int MOST = 1 << 16;

    private final Layout layout;
    private final SafeFiles files;
    private final int self;

    VirtualFiles(Layout layout, Machine machine) {
        this.layout = layout;
        this.files = machine.files();
        this.self = machine.users().currentUid();
    }

    /** The directory that was asked for, if the account can open and shut what is served from it. */
    Path documentRoot(String what, @Nullable Path asked) {
        if (asked == null) {
            throw IkabudException.usage(
                    what,
                    "nothing is said of where its site is",
                    "name the directory that the web server serves: --root ~/public_html");
        }
        try {
            Path real = asked.toRealPath();
            String why = !Files.isDirectory(real)
                    ? "it is no directory"
                    : !Integer.valueOf(self).equals(Files.getAttribute(real, "unix:uid"))
                            ? "it does not belong to you"
                            : Files.isWritable(real) ? "" : "it cannot be written";
            if (why.isEmpty()) {
                return real;
            }
            throw IkabudException.usage("document root " + asked, why, "name the directory that holds your site");
        } catch (IOException missing) {
            throw IkabudException.usage(
                    "document root " + asked, "there is no such directory", "name the one that holds your site");
        }
    }

    void requireDocumentRoot(Instance instance) {
        if (!Files.isDirectory(instance.documentRoot())) {
            throw IkabudException.failed(
                    "document root " + instance.documentRoot(),
                    "there is no such directory",
                    "bring it back",
                    FailureClass.CONFIG);
        }
    }

    /** Makes what is missing of its directories, and writes its definition down. */
    void make(Instance instance) {
        InstanceId id = instance.id();
        for (Path directory : List.of(layout.rendered(id), home(id))) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                files.makeDirectory(directory, PASS, self, SafeFiles.UNCHANGED);
            }
        }
        byte[] text = RenderedHead.dress(instance, "").getBytes(StandardCharsets.UTF_8);
        Path file = definition(id);
        if (SafeFiles.readRegular(file, MOST)
                .filter(there -> Arrays.equals(there, text))
                .isEmpty()) {
            files.writeAtomically(file, text, MODE, SafeFiles.UNCHANGED, SafeFiles.UNCHANGED);
        }
    }

    /** Where its definition is written down. */
    Path definition(InstanceId id) {
        return layout.rendered(id).resolve(DEFINITION);
    }

    boolean isDefined(InstanceId id) {
        return Files.exists(definition(id), LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes its definition away, and nothing else. */
    void forget(InstanceId id) {
        Path file = definition(id);
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw IkabudException.failed("deleting " + file, "it cannot be deleted", "check rights there", failed);
        }
    }

    Path home(InstanceId id) {
        return layout.home(id);
    }

    /** Opens and shuts its site. */
    SiteSwitch gate(Instance instance) {
        String use = VirtualKeys.values(instance.variables()).getOrDefault(VirtualKeys.SWITCH, VirtualKeys.BOTH);
        return new SiteSwitch(
                instance.id(),
                instance.documentRoot(),
                home(instance.id()),
                !use.equals(VirtualKeys.USER_INI),
                !use.equals(VirtualKeys.HTACCESS),
                files,
                self);
    }

    /**
     * Takes away what was made.
     *
     * @param all also what PHP may still ask for
     * @return whether something of it stays
     */
    boolean remove(InstanceId id, boolean all) {
        files.removeTree(layout.rendered(id));
        if (all || !Files.exists(home(id).resolve("gate.php"), LinkOption.NOFOLLOW_LINKS)) {
            files.removeTree(home(id));
        }
        return Files.exists(home(id), LinkOption.NOFOLLOW_LINKS);
    }

    /** The definitions that were written down, but for those of known instances. */
    List<Instance> definitions(Set<InstanceId> known) {
        return Definitions.read(layout, DEFINITION, known).stream()
                .filter(Instance::isVirtual)
                .toList();
    }
}
