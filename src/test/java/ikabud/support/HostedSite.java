package ikabud.support;

import ikabud.journal.Journal;
import ikabud.manager.InstanceManager;
import ikabud.model.BackendKind;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Limits;
import ikabud.model.Observed;
import ikabud.model.Outcome;
import ikabud.model.Owner;
import ikabud.model.Phase;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.model.VirtualKeys;
import ikabud.model.Wanted;
import ikabud.os.SystemClock;
import ikabud.support.Apache.Offer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An instance without processes, {@link LiveSite#BLOG}, whose site a real Apache serves; of whoever runs the tests. */
public final class HostedSite implements AutoCloseable {
    /** What the user wrote before Ikabud came. */
    public static final String MINE =
            "# mine\r\n<IfModule mod_rewrite.c>\r\nRewriteEngine On\r\nRewriteRule ^pretty$ /index.php [L]\r\n"
                    + "</IfModule>";

    /** The same for PHP, with something to be run first. */
    public static final String INI = "precision = 9\nauto_prepend_file = first.php";

    private static final int NOBODY = 65534;

    private final Path directory;
    private final Path documentRoot;
    private final TestRoot root;
    private final Apache apache;

    /** With that web server; its url is set. */
    public HostedSite(Offer offer, Map<String, String> variables) throws Exception {
        directory = Files.createTempDirectory(Path.of(TestRoot.isRoot() ? "/run" : "/tmp"), "ikabud-test-");
        root = new TestRoot(directory);
        documentRoot = Files.createDirectory(directory.resolve("public_html"));
        open(directory);
        open(documentRoot);
        page("index.php", "<?php echo defined('FIRST') ? 'first, then ' : '', 'hello ', ini_get('precision');");
        page("first.php", "<?php if (!defined('FIRST')) define('FIRST', 1);");
        page("static.txt", "static");
        page(".htaccess", MINE);
        page(".user.ini", INI);
        int self = root.machine().users().currentUid();
        apache = new Apache(directory, documentRoot, self == 0 ? NOBODY : self, offer);
        register(self, variables);
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void page(String name, String text) throws IOException {
        Path file = documentRoot.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void register(int self, Map<String, String> variables) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Map<String, String> all = new HashMap<>(Map.of(VirtualKeys.URL, apache.url()));
        all.putAll(variables);
        Instance instance = new Instance(
                LiveSite.BLOG,
                "php",
                new Owner(System.getProperty("user.name"), self, self, false),
                "",
                Path.of(""),
                documentRoot.toRealPath(),
                all,
                now,
                Supervision.DEFAULT,
                BackendKind.VIRTUAL,
                Limits.NONE);
        root.backend();
        try (Journal journal = journal()) {
            journal.register(
                    new InstanceRecord(instance, new Intent(Wanted.UP, 0), new Observed(Phase.UP, null, now, "")),
                    new Event(0, now, instance.id(), EventKind.CREATED, TestRoot.ACTOR, "", null, null));
        }
        // Its directories are made by the first command; PHP has to get to the gate.
        open(root.layout().state());
        open(root.layout().home(instance.id()).getParent());
    }

    private Journal journal() {
        return Journal.open(root.layout().database(), new SystemClock());
    }

    public TestRoot root() {
        return root;
    }

    public Apache apache() {
        return apache;
    }

    public Path documentRoot() {
        return documentRoot;
    }

    public InstanceManager manager() {
        return root.manager(step -> {});
    }

    public Outcome execute(Verb verb) {
        return manager().execute(CommandProcess.command(verb, LiveSite.BLOG));
    }

    public InstanceRecord record() {
        try (Journal journal = journal()) {
            return journal.find(LiveSite.BLOG).orElseThrow();
        }
    }

    public List<Event> events() {
        try (Journal journal = journal()) {
            return journal.events(LiveSite.BLOG, null, 0, 1000);
        }
    }

    /** Whether the files of the user are as they were, byte for byte. */
    public boolean isAsTheUserLeftIt() {
        return read(".htaccess").equals(MINE) && read(".user.ini").equals(INI);
    }

    /** One of the files in the document root. */
    public String read(String name) {
        try {
            return Files.readString(documentRoot.resolve(name));
        } catch (IOException gone) {
            return "(none)";
        }
    }

    /** The instance's id. */
    public InstanceId id() {
        return LiveSite.BLOG;
    }

    @Override
    public void close() {
        apache.close();
        root.machine().files().removeTree(directory);
    }
}
