/**
 * What Ikabud remembers, in one SQLite file: instances, what is wanted of them, what was last seen, and every event.
 *
 * <p>Must not know how an instance is run or shown. Several processes may have the file open; a {@link Journal} is used by one thread
 * at a time. {@code java.sql} and the driver never leave this package: what goes wrong is told as an {@code IkabudException}.
 */
@NullMarked
package ikabud.journal;

import org.jspecify.annotations.NullMarked;
