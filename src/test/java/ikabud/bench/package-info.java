/**
 * What Ikabud costs beside other tools, measured on real PHP-FPM; run by {@code bin/bench}, never by the tests.
 *
 * <p>One class per question; {@link ikabud.bench.Bench} is the list of them.
 */
@NullMarked
package ikabud.bench;

import org.jspecify.annotations.NullMarked;
