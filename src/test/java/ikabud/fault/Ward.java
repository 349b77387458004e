package ikabud.fault;

import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.InstanceId;
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartPolicy;
import ikabud.model.Verb;
import ikabud.support.Eventually;
import ikabud.support.LiveSites;
import ikabud.support.LiveSupervisor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Instances with a supervisor that looks after them, and what a test waits for. Ended when closed. */
final class Ward implements AutoCloseable {
    static final Map<String, String> WITH_WORKERS = Map.of("pm", "static", "max-children", "2");
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LiveSites sites = new LiveSites();
    private final LiveSupervisor supervisor;

    Ward() throws Exception {
        supervisor = LiveSupervisor.start(sites);
    }

    LiveSites sites() {
        return sites;
    }

    /** Makes one more, which runs. */
    InstanceId up(RestartPolicy policy, Map<String, String> variables) {
        InstanceId id = sites.create("site-" + (sites.ids().size() + 1), policy, variables);
        sites.done(Verb.START, id);
        return id;
    }

    ProcessIdentity master(InstanceId id) {
        return sites.master(id)
                .orElseThrow(() -> new AssertionError(sites.record(id).toString()));
    }

    void until(InstanceId id, Callable<Boolean> condition) throws Exception {
        try {
            Eventually.within(PATIENCE, condition, Boolean::booleanValue);
        } catch (AssertionError never) {
            throw new AssertionError(sites.record(id) + "\n" + sites.events(id) + "\n" + supervisor.log(), never);
        }
    }

    /** Waits until another master serves. */
    void untilReplaced(InstanceId id, ProcessIdentity before) throws Exception {
        // Read once: one that is just dying would be there for the first look and gone for the second.
        until(id, () -> {
            Optional<ProcessIdentity> now = sites.master(id);
            return now.isPresent() && !now.get().equals(before) && sites.isAsWanted(id);
        });
    }

    List<Event> events(InstanceId id, EventKind kind) {
        return sites.events(id, kind);
    }

    @Override
    public void close() {
        supervisor.close();
        sites.close();
    }
}
