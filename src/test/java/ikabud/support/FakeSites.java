package ikabud.support;

import ikabud.backend.SiteExaminer;
import ikabud.model.Door;
import ikabud.model.Instance;
import java.time.Duration;
import java.util.Optional;

/** Sites that stand and answer as a test says. Confined to its thread. */
public final class FakeSites implements SiteExaminer {
    /** How all stand. */
    public Door door = Door.OPEN;

    /** What all answer; empty where nobody said where they are. */
    public Optional<Impression> page = Optional.of(new Impression(true, true, "https://example.org/: status 200"));

    /** What comes of running all. */
    public Optional<Impression> script = Optional.empty();

    /** They answer with an error from now on. */
    public void fail() {
        page = Optional.of(new Impression(false, true, "https://example.org/: status 500"));
    }

    /** They answer as shut ones from now on. */
    public void shut() {
        page = Optional.of(new Impression(false, false, "https://example.org/: status 503"));
    }

    /** They answer well from now on. */
    public void recover() {
        page = Optional.of(new Impression(true, true, "https://example.org/: status 200"));
    }

    @Override
    public Door look(Instance instance) {
        return door;
    }

    @Override
    public Optional<Impression> visit(Instance instance, Duration patience) {
        return page;
    }

    @Override
    public Optional<Impression> run(Instance instance, Duration patience) {
        return script;
    }
}
