/**
 * The words of Ikabud as immutable values: instances, identities, commands, outcomes, events, snapshots.
 *
 * <p>Uses nothing of ours and no library. The interfaces here point inwards: {@code app} plugs the packages that carry
 * them out, so the screen never sees the manager and the manager never sees SQL. Everything is safe to share between
 * threads unless its own page says otherwise.
 */
@NullMarked
package ikabud.model;

import org.jspecify.annotations.NullMarked;
