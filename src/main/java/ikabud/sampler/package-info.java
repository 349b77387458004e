/**
 * Numbers of the operating system and of FPM, with a bounded history: roster in, snapshot out.
 *
 * <p>OSHI lives here and nowhere else. Knows nothing of the journal, the manager or the screen, and never changes what
 * it watches. {@link ikabud.sampler.Sampler} belongs to the sampler thread; {@link ikabud.sampler.StatusPoller} has a
 * thread of its own beside it, because a socket may hang and a tick must not. Only immutable values go between them.
 */
@NullMarked
package ikabud.sampler;

import org.jspecify.annotations.NullMarked;
