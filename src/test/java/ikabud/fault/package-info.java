/** What must be survived, brought about on purpose: by name, by a matrix of signals, and at random. */
@NullMarked
package ikabud.fault;

import org.jspecify.annotations.NullMarked;
