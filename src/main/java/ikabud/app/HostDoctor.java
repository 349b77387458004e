package ikabud.app;

import ikabud.app.Finding.Level;
import ikabud.backend.Machine;
import ikabud.hosting.HostProbe;
import ikabud.hosting.HostProbe.Found;
import ikabud.hosting.HostProbe.Obeys;
import ikabud.hosting.HostProbe.Php;
import ikabud.hosting.PhpCli;
import ikabud.model.Clock;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.Phase;
import ikabud.model.VirtualKeys;
import ikabud.os.Spawner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks what a hoster lets a normal user do. Changes nothing but a directory of a random name in the document root of each
 * virtual instance that has a url and is open, which it asks for and removes.
 */
final class HostDoctor {
    private final Machine machine;
    private final Clock clock;
    private final List<InstanceRecord> known;
    private final List<Finding> findings = new ArrayList<>();

    HostDoctor(Machine machine, Clock clock, List<InstanceRecord> known) {
        this.machine = machine;
        this.clock = clock;
        this.known = known;
    }

    /** Everything there is to say. */
    List<Finding> look() {
        program();
        facilities();
        known.stream().filter(record -> record.instance().isVirtual()).forEach(this::site);
        return List.copyOf(findings);
    }

    private void program() {
        Optional<Path> php = PhpCli.find();
        add(
                php.isPresent() ? Level.OK : Level.NOTE,
                "php",
                php.map(path -> path + " is there, for the command line").orElse("there is none for the command line"),
                php.isPresent() ? "" : "sizes of databases are not told, and `health --deep` needs a url");
    }

    private void facilities() {
        boolean cron = Spawner.find("crontab").isPresent();
        add(
                cron ? Level.OK : Level.NOTE,
                "cron",
                cron ? "crontab is there" : "there is no crontab",
                cron ? "" : "start `ikabud supervise --detach` by hand after the hoster's machine was restarted");
        boolean inotify = machine.proc()
                .read("sys/fs/inotify/max_user_watches")
                .filter(most -> !most.strip().equals("0"))
                .isPresent();
        add(
                inotify ? Level.OK : Level.NOTE,
                "inotify",
                inotify ? "files can be watched" : "files cannot be watched",
                inotify ? "" : "nothing to do: files are looked at every few seconds");
        String own = machine.proc()
                .read("self/cgroup")
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith("0::/")).findFirst())
                .map(line -> line.substring("0::/".length()))
                .orElse("");
        boolean cgroups = Files.isWritable(Path.of("/sys/fs/cgroup").resolve(own));
        add(
                cgroups ? Level.OK : Level.NOTE,
                "cgroups",
                cgroups ? "limits can be set" : "limits cannot be set",
                cgroups ? "" : "nothing to do for virtual instances; those of php-fpm are watched by the supervisor");
    }

    private void site(InstanceRecord record) {
        Instance instance = record.instance();
        String url = instance.variables().getOrDefault(VirtualKeys.URL, "");
        if (url.isEmpty() || record.observed().phase() != Phase.UP) {
            add(
                    Level.NOTE,
                    "host of " + instance.id(),
                    url.isEmpty()
                            ? "without a url nobody can tell what the web server obeys"
                            : "not probed: it is shut",
                    url.isEmpty() ? "ikabud set " + instance.id() + " url=https://..." : "start it first");
            return;
        }
        Found found = new HostProbe(clock, machine.files()).probe(instance.documentRoot(), url);
        String id = instance.id().value();
        htaccess(id, found);
        userIni(id, found);
        if (found.htaccess() != Obeys.YES && found.userIni() != Obeys.YES) {
            add(
                    Level.PROBLEM,
                    "switch of " + id,
                    "neither file is known to be obeyed: a stop may shut nothing",
                    "ask the hoster for .htaccess with AllowOverride FileInfo, or for .user.ini");
        }
    }

    private void htaccess(String id, Found found) {
        String what = ".htaccess of " + id;
        switch (found.htaccess()) {
            case YES -> add(Level.OK, what, "the web server obeys it", "");
            case NO ->
                add(
                        Level.WARNING,
                        what,
                        "the web server ignores it (nginx, or AllowOverride None)",
                        "static files stay in sight when it is shut");
            case FAILS ->
                add(
                        Level.WARNING,
                        what,
                        "the web server answers 500: AllowOverride forbids FileInfo",
                        "ikabud set " + id + " switch=user-ini, or ask the hoster for AllowOverride FileInfo");
            case UNKNOWN ->
                add(
                        Level.WARNING,
                        what,
                        "it cannot be told: "
                                + (found.trouble().isEmpty() ? "the answer to the probe was neither" : found.trouble()),
                        "look whether the url leads to " + id);
        }
    }

    private void userIni(String id, Found found) {
        String what = ".user.ini of " + id;
        String php = found.php().map(HostDoctor::words).orElse("");
        switch (found.userIni()) {
            case YES -> add(Level.OK, what, "PHP obeys it" + php, "");
            case NO -> add(Level.NOTE, what, "PHP ignores it" + php, "a stop needs .htaccess here");
            case FAILS, UNKNOWN ->
                add(
                        Level.NOTE,
                        what,
                        "it cannot be told: no script of the probe was run",
                        "look whether the site runs PHP");
        }
    }

    private static String words(Php php) {
        return ": " + php.sapi() + ", remembers it for " + php.ttlSeconds() + " s, memory_limit " + php.memoryLimit();
    }

    private void add(Level level, String what, String why, String remedy) {
        findings.add(new Finding(level, what, why, remedy));
    }
}
