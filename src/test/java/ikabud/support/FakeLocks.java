package ikabud.support;

import ikabud.model.InstanceId;
import ikabud.model.Locks;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Op locks within one process. Safe to use from any thread. */
public final class FakeLocks implements Locks {
    private final Map<InstanceId, String> held = new ConcurrentHashMap<>();

    @Override
    public Optional<Held> tryAcquire(InstanceId id, String purpose) {
        return held.putIfAbsent(id, purpose) == null ? Optional.of(() -> held.remove(id)) : Optional.empty();
    }

    @Override
    public Optional<Holder> holder(InstanceId id) {
        return Optional.ofNullable(held.get(id)).map(purpose -> new Holder(1, purpose));
    }

    @Override
    public Optional<Held> tryAcquireSupervision(String purpose) {
        return Optional.of(() -> {});
    }

    @Override
    public Optional<Holder> supervisor() {
        return Optional.empty();
    }
}
