package ikabud.bench;

import ikabud.backend.LaunchLines;
import ikabud.fastcgi.PingBytes;
import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Starts and stops the same masters without Ikabud, four at once. It waits for FPM's word that it is ready, and for a pong if it
 * {@code pings}.
 */
record ShellLoop(Path scripts, Path killer) {
    private static final double BILLION = 1e9;

    private static final String STARTER = """
            cd /
            umask 027
            : >%s
            %s </dev/null >/dev/null 2>&1 &
            while :; do
                while read -r line; do
                    case $line in *'ready to handle connections'*) break 2 ;; esac
                done <%s
                sleep 0.005
            done
            """;
    private static final String PINGER = """
            exec perl -MSocket -e '
                socket(S, AF_UNIX, SOCK_STREAM, 0) and connect(S, sockaddr_un($ARGV[0])) or exit 1;
                syswrite(S, pack("H*", $ARGV[1]));
                while (sysread(S, $_, 4096)) { $answer .= $_ }
                exit($answer !~ /pong/)' %s %s
            """;
    private static final String KILLER = """
            kill -QUIT "$@"
            for pid in "$@"; do
                while read -r _ _ state _ 2>/dev/null </proc/$pid/stat && [ "$state" != Z ]; do sleep 0.005; done
            done
            """;

    /** Writes the scripts for every instance there is. */
    static ShellLoop write(Estate estate, boolean pings) throws IOException {
        Path scripts = Files.createDirectories(estate.home().resolve("loop-" + pings));
        Layout layout = estate.layout();
        for (Instance instance : estate.instances()) {
            Files.writeString(
                    scripts.resolve(instance.id() + ".sh"),
                    script(layout, instance) + (pings ? ping(layout, instance) : ""));
        }
        Path killer = estate.home().resolve("killer.sh");
        Files.writeString(killer, KILLER);
        return new ShellLoop(scripts, killer);
    }

    private static String script(Layout layout, Instance instance) throws IOException {
        String chain = LaunchLines.of(layout, instance).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path log = layout.logFile(instance.id(), LogKind.FPM);
        return STARTER.formatted(log, chain, log);
    }

    private static String ping(Layout layout, Instance instance) {
        return PINGER.formatted(layout.socket(instance.id()), HexFormat.of().formatHex(PingBytes.request()));
    }

    /** Starts all; returns the seconds it took. */
    double start() throws IOException, InterruptedException {
        return seconds("ls -d " + scripts + "/* | xargs -n 1 -P 4 sh");
    }

    /** Ends all masters gracefully; returns the seconds it took. */
    double stop(Estate estate) throws IOException, InterruptedException {
        String pids = estate.masters().stream().map(String::valueOf).collect(Collectors.joining(" "));
        return seconds("sh " + killer + " " + pids);
    }

    private static double seconds(String command) throws IOException, InterruptedException {
        long before = System.nanoTime();
        int exit = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException(command + " ended with " + exit);
        }
        return (System.nanoTime() - before) / BILLION;
    }
}
