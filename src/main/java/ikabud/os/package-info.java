/**
 * The only door to the operating system: processes, signals, users, files, locks, terminal and clock.
 *
 * <p>Knows nothing of instances beyond the values of {@code model}. What it reads from {@code /proc} or from a site is
 * taken as malformed until proven otherwise: unknown is empty, never an exception. Everything may be used from any thread
 * unless its own page says otherwise; no thread is made here. Native code is loaded at the first call that needs it.
 */
@NullMarked
package ikabud.os;

import org.jspecify.annotations.NullMarked;
