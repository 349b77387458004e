package ikabud.fastcgi;

import ikabud.model.Clock;
import ikabud.model.PoolStatus;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what FPM says about its pool.
 *
 * <p>Seen with 8.2: a request on the status socket is counted nowhere in the pool, and the child that answers it
 * ({@code pool <name>_status}) is not among the pool's processes, so there is nothing to take off. A ping, a status request
 * or a bare connect on the main socket counts as one accepted; pings are therefore kept for boot and suspicion.
 */
public final class FpmStatus {
    /** Where an instance's status socket answers. */
    public static final String STATUS_PATH = "/__ikabud_status";

    /** Where an instance's main socket answers {@code pong}. */
    public static final String PING_PATH = "/__ikabud_ping";

    private static final int MOST = 16_384;
    private static final byte[] NOTHING = {};
    private static final int SUCCESS = 200;
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH);

    private final FastCgiClient client;
    private final Clock clock;

    /** Asks through {@code client}. */
    public FpmStatus(FastCgiClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** The pool's counters, asked on its status socket, which answers also when every worker is busy. */
    public Optional<PoolStatus> read(Path statusSocket, int uid, Duration timeout) {
        return ask(statusSocket, STATUS_PATH, uid, timeout).flatMap(reply -> parse(reply.text(), clock.now()));
    }

    /** Whether a worker answers; it takes one, so it waits when all are busy. */
    public boolean ping(Path socket, int uid, Duration timeout) {
        return ask(socket, PING_PATH, uid, timeout)
                .filter(reply -> reply.text().equals("pong"))
                .isPresent();
    }

    private Optional<Reply> ask(Path socket, String path, int uid, Duration timeout) {
        Map<String, String> params = FastCgiClient.getParams(path, path, "");
        return client.request(socket, params, NOTHING, timeout, MOST, OptionalInt.of(uid))
                .filter(reply -> reply.complete() && reply.status() == SUCCESS);
    }

    // pool:                 blog
    // process manager:      ondemand
    // start time:           20/Nov/2026:08:47:51 +0000
    // accepted conn:        1042
    // idle processes:       1
    // active processes:     3
    // max children reached: 0
    // slow requests:        2
    static Optional<PoolStatus> parse(String text, Instant readAt) {
        Map<String, String> values = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).trim());
            }
        });
        try {
            return Optional.of(new PoolStatus(
                    count(values, "active processes"),
                    count(values, "idle processes"),
                    number(values, "accepted conn"),
                    number(values, "slow requests"),
                    number(values, "max children reached"),
                    OffsetDateTime.parse(values.getOrDefault("start time", ""), START)
                            .toInstant(),
                    readAt));
        } catch (NumberFormatException | DateTimeException notAStatus) {
            return Optional.empty();
        }
    }

    private static int count(Map<String, String> values, String name) {
        long number = number(values, name);
        if (number > Integer.MAX_VALUE) {
            throw new NumberFormatException(name);
        }
        return (int) number;
    }

    private static long number(Map<String, String> values, String name) {
        long number = Long.parseLong(values.getOrDefault(name, ""));
        if (number < 0) {
            throw new NumberFormatException(name);
        }
        return number;
    }
}
