package ikabud.model;

/** All that is stored of one instance. */
public record InstanceRecord(Instance instance, Intent intent, Observed observed) {
    /** The instance's name. */
    public InstanceId id() {
        return instance.id();
    }
}
