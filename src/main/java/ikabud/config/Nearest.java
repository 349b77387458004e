package ikabud.config;

import java.util.Collection;
import java.util.Optional;

/** Guesses which word somebody meant who wrote another. */
public final class Nearest {
    private static final int LONGEST = 40;

    private Nearest() {}

    /** The known word that differs in fewest letters, if that is less than a third of them. */
    public static Optional<String> to(String word, Collection<String> known) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = word.length() > LONGEST ? Integer.MAX_VALUE : distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        boolean near = best != null && least <= Math.max(1, best.length() / 3);
        return near ? Optional.ofNullable(best) : Optional.empty();
    }

    /** How many letters to insert, leave out, change or swap with a neighbour to make one word of the other. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int changed = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, 1 + cost[i - 2][j - 2]) : best;
    }
}
