package ikabud.support;

import ikabud.backend.InstanceLogs;
import ikabud.journal.Journal;
import ikabud.manager.LogRound;
import ikabud.model.EventKind;
import ikabud.model.LogLine;
import ikabud.model.LogSource.Follower;
import ikabud.model.Verb;
import ikabud.os.FileLogs;
import ikabud.os.FlockLocks;
import ikabud.os.SystemClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A site that logs numbered lines through PHP and through FPM while its logs are put aside again and again. */
public final class LogTrial {
    private static final int VISITS = 40;
    private static final int LINES = 100;
    private static final long MOST = 8 * 1024;
    private static final int KEEP = 500;
    private static final int AT_ONCE = 1_000_000;
    private static final Duration SOON = Duration.ofSeconds(30);

    private LogTrial() {}

    /** What became of it; equal to {@link #EXPECTED} if all is well. */
    public record Result(boolean allInFiles, boolean allFollowed, boolean rotatedOften, boolean sameMaster) {}

    /** Nothing lost and nothing seen twice. */
    public static final Result EXPECTED = new Result(true, true, true, true);

    /** Runs it in an installation of its own. */
    public static Result run(Path directory) throws Exception {
        try (LiveSite site =
                        new LiveSite(directory, Map.of("disable-functions", "", "max-children", "2", "pm", "static"));
                Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            site.script("log.php", """
                    for ($i = 0; $i < %d; $i++) {
                        $n = $_GET['from'] + $i;
                        error_log("php line $n;");
                        file_put_contents('php://stderr', "fpm line $n;\\n");
                        usleep(1000);
                    }
                    echo 'done';""".formatted(LINES));
            site.done(Verb.START);
            int pid = site.master().pid();
            LogRound round = new LogRound(
                    new InstanceLogs(site.root().layout(), site.root().machine()),
                    site.backend(),
                    journal,
                    new FlockLocks(site.root().layout(), site.root().machine().proc()),
                    new SystemClock(),
                    TestRoot.ACTOR,
                    MOST,
                    KEEP);
            List<String> followed = follow(site, round);
            List<String> kept = kept(site.root().layout().logDirectory(LiveSite.BLOG), "php.log");
            int php = kept.size();
            kept.addAll(kept(site.root().layout().logDirectory(LiveSite.BLOG), "fpm.log"));
            boolean often = site.events(EventKind.ROTATED).size() >= 3 && php > 0;
            return new Result(
                    isWhole(kept), isWhole(followed), often, site.master().pid() == pid);
        }
    }

    private static List<String> follow(LiveSite site, LogRound round) throws Exception {
        List<String> followed = new ArrayList<>();
        AtomicInteger next = new AtomicInteger();
        List<Thread> visitors = new ArrayList<>();
        try (Follower follower = new FileLogs(site.root().layout(), new SystemClock()).follow(LiveSite.BLOG, 0)) {
            follower.read(AT_ONCE);
            for (int i = 0; i < 2; i++) {
                Thread visitor = new Thread(() -> visit(site, next), "visitor");
                visitor.start();
                visitors.add(visitor);
            }
            while (visitors.stream().anyMatch(Thread::isAlive)) {
                round.run();
                read(follower, followed);
            }
            // What the master has not yet written for its workers comes within moments.
            Eventually.within(
                    SOON,
                    () -> {
                        round.run();
                        read(follower, followed);
                        return followed.size();
                    },
                    lines -> lines >= 2 * VISITS * LINES);
            // A line that is seen twice would come with the next look.
            round.run();
            read(follower, followed);
        }
        return followed;
    }

    private static void visit(LiveSite site, AtomicInteger next) {
        for (int visit = next.getAndIncrement(); visit < VISITS; visit = next.getAndIncrement()) {
            site.get("log.php", "from=" + visit * LINES, SOON);
        }
    }

    private static void read(Follower follower, List<String> into) {
        for (LogLine line : follower.read(AT_ONCE)) {
            add(line.text(), into);
        }
    }

    private static void add(String text, List<String> into) {
        int at = Math.max(text.indexOf("php line "), text.indexOf("fpm line "));
        if (at >= 0 && text.endsWith(";")) {
            into.add(text.substring(at));
        }
    }

    private static List<String> kept(Path directory, String name) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(name))
                    .toList()) {
                try (InputStream in = file.toString().endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file)) {
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(line -> add(line, lines));
                }
            }
        }
        return lines;
    }

    private static boolean isWhole(List<String> lines) {
        Map<String, Integer> expected = new TreeMap<>();
        for (int i = 0; i < VISITS * LINES; i++) {
            expected.put("php line " + i + ";", 1);
            expected.put("fpm line " + i + ";", 1);
        }
        Map<String, Integer> counted = new TreeMap<>();
        lines.forEach(line -> counted.merge(line, 1, Integer::sum));
        if (!counted.equals(expected)) {
            List<String> wrong = new ArrayList<>();
            expected.forEach((line, once) -> {
                if (!once.equals(counted.get(line))) {
                    wrong.add(line + " " + counted.get(line));
                }
            });
            Collections.shuffle(wrong);
            System.out.println(wrong.size() + " wrong, such as " + wrong.subList(0, Math.min(5, wrong.size())) + ", of "
                    + counted.size());
        }
        return counted.equals(expected);
    }
}
