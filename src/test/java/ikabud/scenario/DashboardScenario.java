package ikabud.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.fastcgi.FastCgiClient;
import ikabud.os.SystemClock;
import ikabud.support.Eventually;
import ikabud.support.Tmux;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An administrator's night: the real jar in a real terminal on real PHP-FPM, driven by the keyboard alone. */
@Tag("terminal")
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class DashboardScenario {
    private static final List<String> SITES = List.of("eve-blog", "eve-forum", "eve-shop", "eve-wiki", "eve-zine");
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int BEST_OF = 3;
    private static final int FIRST_UID = 61_310;

    private Path root;
    private Tmux tmux;
    private final FastCgiClient client = new FastCgiClient(new SystemClock());

    @BeforeEach
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void make_five_sites() throws Exception {
        // Root trusts no directory that others can write, such as the temporary one.
        Path base = Path.of(isRoot() ? "/run" : System.getProperty("java.io.tmpdir"));
        root = Files.createTempDirectory(base, "ikabud-night");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        for (String id : SITES) {
            create(id);
            script(id, "log.php", "<?php error_log('line ' . $_GET['n'] . ' of the night'); echo 'logged';");
            script(
                    id,
                    "burn.php",
                    "<?php $end = microtime(true) + 1; while (microtime(true) < $end) { sqrt(2); } echo 'hot';");
            ikabud("start", id);
        }
        tmux = Tmux.open(
                List.of(),
                root.resolve("tmux"),
                120,
                40,
                Map.of("IKABUD_ROOT", root.toString(), "PS1", "prompt> ", "TERM", "tmux-256color"),
                List.of("/bin/sh", "-i"));
        tmux.await("prompt>", SOON);
        tmux.type("stty -g >" + root + "/before; " + Path.of("bin/ikabud-top").toAbsolutePath());
    }

    @AfterEach
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void leave_nothing_behind() throws Exception {
        tmux.close();
        for (String id : SITES) {
            run("kill", id);
            run("remove", id, "--yes", "--purge");
        }
        new ProcessBuilder("rm", "-rf", root.toString()).start().waitFor();
    }

    /** As root each under a uid of its own without a name, so that an aborted test leaves no users behind. */
    private void create(String id) throws Exception {
        List<String> words = new ArrayList<>(List.of("create", id, "--no-start"));
        if (isRoot()) {
            words.addAll(List.of("--user", "#" + (FIRST_UID + SITES.indexOf(id))));
        }
        ikabud(words.toArray(String[]::new));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void script(String id, String name, String content) throws IOException {
        Path file =
                root.resolve("state/instances").resolve(id).resolve("public").resolve(name);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void ikabud(String... words) throws Exception {
        assertEquals(0, run(words), String.join(" ", words));
    }

    private int run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("bin/ikabud"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("IKABUD_ROOT", root.toString());
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(new java.io.File(root.toString(), "verbs.log")));
        return builder.start().waitFor();
    }

    private String visit(String id, String script, String query) {
        Path file =
                root.resolve("state/instances").resolve(id).resolve("public").resolve(script);
        return client.get(
                        root.resolve("run").resolve(id).resolve("php.sock"),
                        file,
                        "/" + script,
                        query,
                        Duration.ofSeconds(10),
                        10_000,
                        OptionalInt.empty())
                .reply()
                .map(reply -> reply.text())
                .orElse("");
    }

    private String row(String id) throws Exception {
        return tmux.screen()
                .lines()
                .filter(line -> line.startsWith(" " + id + " "))
                .findFirst()
                .orElse("");
    }

    private String awaitRow(String id, String text) throws Exception {
        return Eventually.within(SOON, () -> row(id), row -> row.contains(text));
    }

    @Test
    void from_the_first_look_to_a_clean_terminal() throws Exception {
        sees_all_five_with_their_memory();
        sees_one_burn();
        follows_a_log_within_a_second();
        kills_one_and_starts_it_again();
        filters_and_resizes();
        quits_and_everything_still_runs();
    }

    private void sees_all_five_with_their_memory() throws Exception {
        for (String id : SITES) {
            String row = awaitRow(id, "up");
            assertFalse(row.isEmpty(), tmux.screen());
        }
        Eventually.within(SOON, () -> row("eve-shop"), row -> row.matches(".*\\d[MK] .*"));
    }

    private void sees_one_burn() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread load = new Thread(() -> {
            while (!enough.get()) {
                visit("eve-wiki", "burn.php", "");
            }
        });
        load.start();
        try {
            Eventually.within(SOON, () -> cpu("eve-wiki"), percent -> percent > 20);
        } finally {
            enough.set(true);
            load.join();
        }
        Eventually.within(SOON, () -> cpu("eve-wiki"), percent -> percent < 20);
    }

    private double cpu(String id) throws Exception {
        Matcher matcher = Pattern.compile(" up +[-\\d]+ +\\d+ +\\S+ +([0-9.]+)").matcher(row(id));
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : -1;
    }

    private void follows_a_log_within_a_second() throws Exception {
        tmux.press("g");
        tmux.await("log of eve-blog", SOON);
        long best = Long.MAX_VALUE;
        for (int n = 1; n <= BEST_OF; n++) {
            assertTrue(visit("eve-blog", "log.php", "n=" + n).contains("logged"));
            long written = System.nanoTime();
            tmux.await("line " + n + " of the night", SOON);
            best = Math.min(best, System.nanoTime() - written);
        }
        assertTrue(best < TimeUnit.SECONDS.toNanos(1), "the fastest line came after " + best / 1_000_000 + " ms");
    }

    private void kills_one_and_starts_it_again() throws Exception {
        String before = row("eve-forum");
        tmux.press("j", "K");
        tmux.await("signal to eve-forum", SOON);
        tmux.press("Down", "Down", "Enter");
        String dialog = tmux.await("kill eve-forum?", SOON);
        assertTrue(dialog.contains("sends KILL"), dialog);
        assertTrue(dialog.contains(pid(before)), dialog);
        tmux.press("y");
        awaitRow("eve-forum", "down");

        tmux.press("u");
        String after = awaitRow("eve-forum", "up");
        assertFalse(pid(after).equals(pid(before)), after);
        assertTrue(visit("eve-forum", "log.php", "n=0").contains("logged"));
    }

    private static String pid(String row) {
        Matcher matcher = Pattern.compile(" up +[-\\d]+ +(\\d+)").matcher(row);
        assertTrue(matcher.find(), row);
        return matcher.group(1);
    }

    private void filters_and_resizes() throws Exception {
        tmux.press("/");
        tmux.press("s", "h", "o", "Enter");
        Eventually.within(SOON, () -> row("eve-wiki"), String::isEmpty);
        assertFalse(row("eve-shop").isEmpty(), tmux.screen());
        tmux.press("Escape");
        awaitRow("eve-wiki", "up");
        for (int[] size : new int[][] {{80, 24}, {40, 15}, {10, 3}, {200, 60}, {120, 40}}) {
            tmux.resize(size[0], size[1]);
            Eventually.within(SOON, tmux::screen, screen -> !screen.isBlank());
        }
        awaitRow("eve-wiki", "up");
    }

    private void quits_and_everything_still_runs() throws Exception {
        tmux.press("q");
        Eventually.within(
                SOON,
                tmux::screen,
                screen -> screen.lines()
                                .filter(line -> line.startsWith("prompt>"))
                                .count()
                        > 1);
        Eventually.within(SOON, () -> tmux.ask("#{alternate_on} #{cursor_flag}"), "0 1"::equals);
        tmux.type("stty -g >" + root + "/after; echo \"code=$?\"");
        tmux.await("code=0", SOON);
        assertEquals(
                Files.readString(root.resolve("before"), StandardCharsets.UTF_8),
                Files.readString(root.resolve("after"), StandardCharsets.UTF_8));
        for (String id : SITES) {
            assertTrue(visit(id, "log.php", "n=9").contains("logged"), id);
        }
    }
}
