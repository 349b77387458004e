package ikabud.view;

import ikabud.model.Action;

/** Which pane the keys go to. */
public enum Focus {
    LIST,
    LOG;

    /** The other pane. */
    public Focus other() {
        return this == LIST ? LOG : LIST;
    }

    /** The same as a scope of the action catalogue. */
    public Action.Scope scope() {
        return this == LIST ? Action.Scope.LIST : Action.Scope.LOG;
    }
}
