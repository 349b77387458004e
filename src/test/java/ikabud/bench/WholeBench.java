package ikabud.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All measurements one after the other, as a report for the documentation. */
final class WholeBench {
    private static final int STARTUPS = 21;
    private static final int IDLE_SECONDS = 60;
    private static final int KEYS = 300;
    private static final int MASTERS = 200;
    private static final int MANY_MASTERS = 1000;
    private static final int ROUNDS = 3;

    private WholeBench() {}

    /** Arguments: how many instances, how many workers each. */
    static void run(List<String> arguments) throws Exception {
        int count = Arguments.at(arguments, 0, Arguments.INSTANCES);
        int workers = Arguments.at(arguments, 1, Arguments.WORKERS);
        System.out.println(machine());
        try (Estate estate = new Estate()) {
            head("%d instances, %d workers each: start".formatted(count, workers));
            estate.createSites(count, workers);
            System.out.println(StartupBench.measure(estate, STARTUPS));
            head("the same, untouched");
            System.out.println(IdleBench.measure(estate, IDLE_SECONDS));
            head("the same, keys");
            System.out.println(KeysBench.measure(estate, KEYS));
        }
        try (Estate estate = new Estate()) {
            head("starting and stopping");
            System.out.println(StartsBench.measure(estate, MASTERS, ROUNDS));
        }
        head("one tick");
        SamplerBench.run(List.of(String.valueOf(MASTERS)));
        SamplerBench.run(List.of(String.valueOf(MANY_MASTERS)));
    }

    private static void head(String title) throws IOException {
        System.out.printf(
                "%n### %s%n%n%s, load %s%n%n",
                title, LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES), load());
    }

    private static String load() throws IOException {
        return String.join(
                " ",
                List.of(Files.readString(Path.of("/proc/loadavg")).split(" ", -1))
                        .subList(0, 3));
    }

    private static String machine() throws IOException {
        Table table = new Table("machine", "");
        table.row(
                "processors",
                first("/proc/cpuinfo", "model name\\s*: (.*)") + " × "
                        + Runtime.getRuntime().availableProcessors());
        table.row("memory", first("/proc/meminfo", "MemTotal:\\s*(.*)"));
        table.row(
                "system",
                first("/etc/os-release", "PRETTY_NAME=\"(.*)\"") + ", Linux "
                        + first("/proc/sys/kernel/osrelease", "(.*)"));
        for (Jvm jvm : Jvm.installed()) {
            table.row("Java " + jvm.major(), jvm.version());
        }
        return table.toString();
    }

    private static String first(String file, String pattern) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
        return matcher.find() ? matcher.group(1) : "–";
    }
}
