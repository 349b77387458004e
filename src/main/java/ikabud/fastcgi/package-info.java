/**
 * A FastCGI client over a Unix socket: FPM's status and ping, and any script of an instance.
 *
 * <p>Knows nothing of instances. Whoever listens on a site's socket may be hostile: every call has a hard deadline, a
 * limit of size and a check of who listens, and never throws for what came back. Safe from any thread; the calling thread
 * is the one that waits.
 */
@NullMarked
package ikabud.fastcgi;

import org.jspecify.annotations.NullMarked;
