package ikabud.manager;

import ikabud.backend.Drift;
import ikabud.model.InstanceId;

/**
 * One thing of an instance that was not as it was made, and what became of it.
 *
 * @param mended whether it is now
 * @param failure why mending it failed; empty where it did not, or was not tried
 */
public record Upkept(InstanceId id, Drift drift, boolean mended, String failure) {}
