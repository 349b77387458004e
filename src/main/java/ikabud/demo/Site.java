package ikabud.demo;

import ikabud.model.InstanceId;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/** The five sites of the demo, and how each is visited: one visitor at a time, so that the load is bounded. */
enum Site {
    /** A page now and then. */
    BLOG(0, 1500, 4000) {
        @Override
        String query(long visit, Random random) {
            return "p=" + random.nextInt(5);
        }
    },
    /** A steady stream, several a second. */
    SHOP(1, 60, 120) {
        @Override
        String query(long visit, Random random) {
            return "basket=" + visit;
        }
    },
    /** Processor time in waves: a tenth to nearly a third of a core. */
    BURNER(2, 300, 300) {
        @Override
        String query(long visit, Random random) {
            double wave = Math.sin(2 * Math.PI * visit / BURNER_WAVE);
            return "ms=" + Math.round(BURNER_MIDDLE + BURNER_SWING * wave);
        }
    },
    /** One long request after the other, each of which grows by a megabyte a second and warns in the log. */
    LEAKER(3, 2000, 2000) {
        @Override
        String query(long visit, Random random) {
            return "s=" + LEAKER_SECONDS;
        }
    },
    /** Well behaved for most visits; the others kill their worker. */
    CRASHER(4, 900, 1600) {
        @Override
        String query(long visit, Random random) {
            return visit % CRASHER_EVERY == CRASHER_EVERY - 1 ? "crash=1" : "";
        }
    };

    private static final int BURNER_WAVE = 50;
    private static final int BURNER_MIDDLE = 95;
    private static final int BURNER_SWING = 65;
    private static final int LEAKER_SECONDS = 40;
    private static final int CRASHER_EVERY = 12;

    /** After which a visitor gives up: longer than the longest request. */
    static final Duration PATIENCE = Duration.ofSeconds(LEAKER_SECONDS + 10);

    private final int uidOffset;
    private final int shortestMillis;
    private final int longestMillis;

    Site(int uidOffset, int shortestMillis, int longestMillis) {
        this.uidOffset = uidOffset;
        this.shortestMillis = shortestMillis;
        this.longestMillis = longestMillis;
    }

    /** Its name. */
    InstanceId id() {
        return new InstanceId(word());
    }

    /** Which of the demo's five uids it runs as, from 0. */
    int uidOffset() {
        return uidOffset;
    }

    /** The resource with its only page. */
    String script() {
        return word() + ".php";
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The query of one visit, counted from 0. */
    abstract String query(long visit, Random random);

    /** How long the visitor waits before the next visit, in milliseconds. */
    long pause(Random random) {
        return shortestMillis + (long) random.nextInt(longestMillis - shortestMillis + 1);
    }
}
