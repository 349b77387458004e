package ikabud.hosting;

import ikabud.model.IkabudException;
import ikabud.os.Captured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Asks a MySQL or MariaDB server how large a site's database is, through PHP as the site would. Safe from any thread. */
public final class DatabaseSize {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // Credentials come in the environment, which other users cannot see; a command line they can.
    private static final String ASK = """
            $e = fn($k) => (string) getenv('IKABUD_DB_' . $k);
            [$host, $port, $socket] = [$e('HOST'), 0, ''];
            if (preg_match('~^([^:]*):(\\d+)$~', $host, $m)) { [$host, $port] = [$m[1], (int) $m[2]]; }
            elseif (preg_match('~^([^:]*):(/.*)$~', $host, $m)) { [$host, $socket] = [$m[1] ?: 'localhost', $m[2]]; }
            $sql = 'SELECT SUM(data_length + index_length) FROM information_schema.tables WHERE table_schema = DATABASE()';
            if (function_exists('mysqli_init')) {
                mysqli_report(MYSQLI_REPORT_OFF);
                $c = mysqli_init();
                $c->options(MYSQLI_OPT_CONNECT_TIMEOUT, 5);
                if (!@$c->real_connect($host, $e('USER'), $e('PASSWORD'), $e('NAME'), $port, $socket)) { exit(3); }
                $r = $c->query($sql);
                $size = $r ? $r->fetch_row()[0] : null;
            } elseif (class_exists('PDO') && in_array('mysql', PDO::getAvailableDrivers(), true)) {
                $at = $socket !== '' ? "unix_socket=$socket" : "host=$host" . ($port ? ";port=$port" : '');
                $c = new PDO("mysql:$at;dbname=" . $e('NAME'), $e('USER'), $e('PASSWORD'), [PDO::ATTR_TIMEOUT => 5]);
                $size = $c->query($sql)->fetchColumn();
            } else { exit(4); }
            echo 'bytes=', (int) $size;
            """;

    private DatabaseSize() {}

    /** Tables and indexes together; empty where that cannot be told. */
    public static OptionalLong of(Path credentials, PhpCli php) {
        return Credentials.read(credentials).map(found -> ask(found, php)).orElse(OptionalLong.empty());
    }

    private static OptionalLong ask(Credentials credentials, PhpCli php) {
        try {
            Captured run = php.run(
                    List.of("-r", ASK),
                    Map.of(
                            "IKABUD_DB_HOST", credentials.host(),
                            "IKABUD_DB_USER", credentials.user(),
                            "IKABUD_DB_PASSWORD", credentials.password(),
                            "IKABUD_DB_NAME", credentials.database()),
                    PATIENCE);
            return run.succeeded() && run.output().matches("bytes=\\d{1,18}")
                    ? OptionalLong.of(Long.parseLong(run.output().substring("bytes=".length())))
                    : OptionalLong.empty();
        } catch (IkabudException notStarted) {
            return OptionalLong.empty();
        }
    }
}
