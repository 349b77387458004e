/**
 * How an instance is run: its user, directories and rendered files, the start of its FPM master, and its end.
 *
 * <p>Keeps nothing in memory that matters: what runs is asked from the kernel each time, since other processes of ours
 * act as well. Knows neither the journal nor who asked; the manager decides when. Safe to call from several threads for
 * different instances.
 */
@NullMarked
package ikabud.backend;

import org.jspecify.annotations.NullMarked;
