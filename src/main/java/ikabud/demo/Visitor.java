package ikabud.demo;

import ikabud.fastcgi.FastCgiClient;
import ikabud.model.Clock;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Random;

/** Visits one site again and again, one request at a time. Runs on a thread of its own until that is interrupted. */
final class Visitor implements Runnable {
    private static final int MOST_BYTES = 16_384;
    /** A site that is down, by the administrator's wish or its own, is asked less often. */
    private static final long DOWN_MILLIS = 1000;

    private final Site site;
    private final Path socket;
    private final Path script;
    private final FastCgiClient client;
    private final Clock clock;
    private final Random random;

    Visitor(Site site, Layout layout, Path script, Clock clock, Random random) {
        InstanceId id = site.id();
        this.site = site;
        this.socket = layout.socket(id);
        this.script = script;
        this.client = new FastCgiClient(clock);
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            for (long visit = 0; !Thread.currentThread().isInterrupted(); visit++) {
                clock.pause(visit(site.query(visit, random)) ? site.pause(random) : DOWN_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean visit(String query) {
        return client.get(socket, script, "/index.php", query, Site.PATIENCE, MOST_BYTES, OptionalInt.empty())
                .reply()
                .isPresent();
    }
}
