package ikabud.bench;

import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.Roster;
import ikabud.support.LivePool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Real PHP-FPM masters with a fixed number of workers each, below a private directory; gone when closed. */
final class Fleet implements AutoCloseable {
    private final Path root;
    private final Layout layout;
    private final List<LivePool> pools = new ArrayList<>();
    private final Roster roster;

    /** Starts them and waits until every worker is there. */
    Fleet(int count, int workers) throws Exception {
        root = Files.createTempDirectory("ikabud-bench");
        layout = LivePool.layout(root);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        for (int i = 1; i <= count; i++) {
            pools.add(new LivePool(layout, new InstanceId("site-" + i), "pm = static\npm.max_children = " + workers));
        }
        List<Roster.Entry> entries = new ArrayList<>();
        for (LivePool pool : pools) {
            entries.add(pool.await(workers).entry());
        }
        roster = new Roster(entries);
    }

    /** Where their files lie. */
    Layout layout() {
        return layout;
    }

    /** All of them, wanted up and seen up. */
    Roster roster() {
        return roster;
    }

    /** The PIDs of the masters. */
    List<Integer> pids() {
        return pools.stream().map(LivePool::pid).toList();
    }

    @Override
    public synchronized void close() {
        // All are told before the first is waited for.
        pools.forEach(pool -> pool.process().destroy());
        pools.forEach(LivePool::close);
        pools.clear();
        try (Stream<Path> files = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
