/**
 * The living demo: its five instances, the bounded load on them, and its end.
 *
 * <p>Works through {@code app} as an administrator would, by commands; it never sees a backend or a process. Its work
 * runs on threads that {@code app} makes.
 */
@NullMarked
package ikabud.demo;

import org.jspecify.annotations.NullMarked;
