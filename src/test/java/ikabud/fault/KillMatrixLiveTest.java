package ikabud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.fault.Cell.Moment;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.support.Eventually;
import ikabud.support.LiveSites;
import ikabud.support.LiveSupervisor;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every signal to every victim at every moment. Several cells run at the same time, each on instances of its own. */
@Tag("live")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Survives(Trouble.SUPERVISOR_KILLED)
class KillMatrixLiveTest {
    private static final int LANES = 4;
    private static final int SUPERVISORS = 2;
    private static final String DUMP = "Full thread dump";

    private static final Map<Cell, CompletableFuture<Void>> RESULTS = new HashMap<>();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(1 + LANES + SUPERVISORS);

    /** Something to do with each cell on its own instances. */
    private interface Lane {
        void run(Cell cell) throws Exception;
    }

    @BeforeAll
    static void begin() {
        Queue<Cell> others = queue(false);
        THREADS.execute(() -> masters(others));
        Queue<Cell> supervisors = queue(true);
        for (int i = 0; i < SUPERVISORS; i++) {
            THREADS.execute(() -> supervisor(supervisors));
        }
    }

    private static Queue<Cell> queue(boolean supervisor) {
        List<Cell> cells = Cell.all(supervisor);
        cells.forEach(cell -> RESULTS.put(cell, new CompletableFuture<>()));
        return new ArrayDeque<>(cells);
    }

    private static void masters(Queue<Cell> cells) {
        try (LiveSites sites = new LiveSites();
                Chronicle chronicle = new Chronicle(sites);
                LiveSupervisor supervisor = LiveSupervisor.start(sites)) {
            List<CompletableFuture<Void>> lanes = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                String name = String.valueOf(i);
                lanes.add(CompletableFuture.runAsync(() -> lane(sites, chronicle, name, cells), THREADS));
            }
            CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new)).get();
            assertTrue(supervisor.process().isAlive(), supervisor::log);
        } catch (Exception | Error failure) {
            fail(cells, failure);
        }
    }

    private static void fail(Queue<Cell> cells, Throwable failure) {
        for (Cell cell = next(cells); cell != null; cell = next(cells)) {
            RESULTS.get(cell).completeExceptionally(failure);
        }
    }

    private static Cell next(Queue<Cell> cells) {
        synchronized (cells) {
            return cells.poll();
        }
    }

    private static void each(Queue<Cell> cells, Lane lane) {
        for (Cell cell = next(cells); cell != null; cell = next(cells)) {
            try {
                lane.run(cell);
                RESULTS.get(cell).complete(null);
            } catch (Exception | Error failure) {
                RESULTS.get(cell).completeExceptionally(failure);
            }
        }
    }

    private static void lane(LiveSites sites, Chronicle chronicle, String name, Queue<Cell> cells) {
        try (Scene scene = new Scene(sites, chronicle, name)) {
            each(cells, cell -> {
                scene.bring(cell.moment());
                scene.signal(cell, scene.victims(cell.victim()));
                scene.judge();
            });
        } catch (IOException failure) {
            fail(cells, failure);
        }
    }

    private static void supervisor(Queue<Cell> cells) {
        try (LiveSites sites = new LiveSites();
                Chronicle chronicle = new Chronicle(sites);
                Supervised supervised = new Supervised(sites, chronicle)) {
            each(cells, supervised::run);
        } catch (Exception | Error failure) {
            fail(cells, failure);
        }
    }

    /** A supervisor that is itself the victim, and is started again. */
    private static final class Supervised implements AutoCloseable {
        private final LiveSites sites;
        private final Scene scene;
        private LiveSupervisor supervisor;

        Supervised(LiveSites sites, Chronicle chronicle) throws Exception {
            this.sites = sites;
            this.scene = new Scene(sites, chronicle, "s");
            this.supervisor = LiveSupervisor.start(sites);
        }

        void run(Cell cell) throws Exception {
            scene.bring(cell.moment());
            Optional<ProcessIdentity> master = sites.master(scene.id());
            long dumps = dumps();
            scene.signal(cell, List.of(supervisor.identity()));
            if (cell.isDeadly()) {
                supervisor.awaitEnd();
                supervisor = LiveSupervisor.start(sites);
            } else if (cell.signal() == Signal.QUIT) {
                Eventually.within(Scene.PATIENCE, this::dumps, seen -> seen > dumps);
            }
            scene.judge();
            assertTrue(supervisor.process().isAlive(), supervisor::log);
            if (cell.moment() == Moment.READY || cell.moment() == Moment.BUSY || cell.moment() == Moment.RELOADING) {
                assertEquals(master, sites.master(scene.id()), "the master runs on through it");
            }
        }

        private long dumps() {
            return supervisor.log().lines().filter(line -> line.contains(DUMP)).count();
        }

        @Override
        public void close() {
            supervisor.close();
            scene.close();
        }
    }

    @AfterAll
    @Timeout(90)
    static void end() throws InterruptedException {
        THREADS.shutdown();
        assertTrue(THREADS.awaitTermination(1, TimeUnit.MINUTES));
    }

    static Stream<Cell> cells() {
        return Stream.of(true, false).flatMap(supervisor -> Cell.all(supervisor).stream());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void what_is_wanted_wins_with_one_copy_and_nothing_foreign_touched(Cell cell) throws Exception {
        RESULTS.get(cell).get();
    }
}
