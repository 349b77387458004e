package ikabud.os;

import ikabud.model.IkabudException;
import ikabud.model.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The user database: {@code /etc/passwd} first, then whatever {@code getent} knows. */
public final class Users {
    private static final Path PASSWD = Path.of("/etc/passwd");
    private static final Path GROUP = Path.of("/etc/group");
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 65_536;
    private static final int LOCKED = 1;
    private static final int ATTEMPTS = 20;
    private static final long PAUSE = 100;

    private final Spawner spawner;
    private final ProcFs proc;

    /** Asks the machine. */
    public Users(Spawner spawner, ProcFs proc) {
        this.spawner = spawner;
        this.proc = proc;
    }

    /** The user of that name. */
    public Optional<Account> byName(String name) {
        if (name.isEmpty() || name.indexOf(':') >= 0 || name.startsWith("-") || name.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        return find(name, account -> account.name().equals(name));
    }

    /** The user with that uid; many uids have none. A miss costs a {@code getent}, about 2 ms. */
    public Optional<Account> byUid(int uid) {
        return find(Integer.toString(uid), account -> account.uid() == uid);
    }

    /** The groups, besides its own, that list the user as a member. */
    public List<String> furtherGroups(String name) {
        return read(GROUP).lines().flatMap(line -> groupWith(line, name)).toList();
    }

    // www-data:x:33:ikabud_blog,ikabud_shop
    static Stream<String> groupWith(String line, String member) {
        String[] fields = line.split(":", -1);
        boolean lists = fields.length >= 4 && List.of(fields[3].split(",", -1)).contains(member);
        return lists ? Stream.of(fields[0]) : Stream.empty();
    }

    /** The effective uid of this process. */
    public int currentUid() {
        // Real, effective, saved, file system
        return proc.read("self/status")
                .flatMap(status -> ProcFs.field(status, "Uid:"))
                .map(line -> Integer.parseInt(line.split("\\s+", 3)[1]))
                .orElseThrow(() -> IkabudException.failed(
                        "own user", "/proc/self/status cannot be read", "mount /proc, then try again"));
    }

    /** Makes a system user with a group of its own and no shell. Its home is only named, not made. */
    public Account create(String name, Path home) {
        return create(name, List.of(), home);
    }

    /** The same with the uid that it had before. */
    public Account create(String name, int uid, Path home) {
        return create(name, List.of("--uid", Integer.toString(uid)), home);
    }

    private Account create(String name, List<String> more, Path home) {
        if (!NAME.matcher(name).matches()) {
            throw IkabudException.usage(
                    "user \"" + PlainText.shorten(PlainText.neutralise(name), 40) + "\"",
                    "a user name is 1 to 32 lower-case letters, digits, '_' or '-'",
                    "");
        }
        List<String> command = new ArrayList<>(List.of(
                "useradd",
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir",
                home.toString(),
                "--shell",
                "/usr/sbin/nologin",
                "--comment",
                "Ikabud instance"));
        command.addAll(more);
        command.add(name);
        change("making user " + name, command);
        return byName(name)
                .orElseThrow(() -> IkabudException.failed(
                        "making user " + name, "useradd reported success but there is no such user", ""));
    }

    /** Deletes a user and its own group; its files stay, and belong to whoever gets the uid next. */
    public void delete(String name) {
        if (!NAME.matcher(name).matches() || byName(name).isEmpty()) {
            return;
        }
        change("deleting user " + name, List.of("userdel", name));
    }

    // Two at once: useradd then says that it cannot lock the file, and ends with 1.
    private void change(String what, List<String> command) {
        Captured captured = new Captured(-1, "", false);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            captured = spawner.run(command, Map.of("LC_ALL", "C"), PATIENCE, MOST);
            if (captured.succeeded()) {
                return;
            }
            if (captured.exit() != LOCKED || !captured.output().contains("lock")) {
                break;
            }
            pause();
        }
        String said = PlainText.neutralise(captured.output().trim());
        throw IkabudException.failed(what, said.isEmpty() ? command.get(0) + " failed" : said, "");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Account> find(String key, Predicate<Account> wanted) {
        Optional<Account> local = search(read(PASSWD), wanted);
        if (local.isPresent() || Spawner.find("getent").isEmpty()) {
            return local;
        }
        return search(
                spawner.run(List.of("getent", "passwd", key), Map.of(), PATIENCE, MOST)
                        .output(),
                wanted);
    }

    private static Optional<Account> search(String passwd, Predicate<Account> wanted) {
        return passwd.lines()
                .map(Users::parse)
                .flatMap(Optional::stream)
                .filter(wanted)
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }

    // www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
    static Optional<Account> parse(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length < 7 || fields[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Account(
                    fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), Path.of(fields[5])));
        } catch (NumberFormatException | InvalidPathException malformed) {
            return Optional.empty();
        }
    }
}
