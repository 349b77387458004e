package ikabud.cli;

import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootPhase;
import ikabud.model.PlainText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A line per phase of one boot, as it happens: {@code 1 kernel    ok       2.1 ms}. Checks may be told by any thread; the
 * lines are printed by the main one.
 */
final class BootLines {
    private final Queue<BootCheck> heard = new ConcurrentLinkedQueue<>();
    private final List<BootCheck> phase = new ArrayList<>();
    private final PrintWriter out;
    private final boolean coloured;

    BootLines(PrintWriter out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    /** A check was made. */
    void hear(BootCheck check) {
        heard.add(check);
    }

    /** Prints the phases that have ended since. */
    void show() {
        for (BootCheck check = heard.poll(); check != null; check = heard.poll()) {
            if (!phase.isEmpty() && phase.get(0).phase() != check.phase()) {
                print();
            }
            phase.add(check);
            if (check.result() == Result.FAILED || check.phase() == BootPhase.SITE) {
                print();
            }
        }
        out.flush();
    }

    /** Prints what is left at the end of the command. */
    void end() {
        show();
        if (!phase.isEmpty()) {
            print();
        }
        out.flush();
    }

    private void print() {
        Result worst = worst();
        Duration took = phase.stream().map(BootCheck::took).reduce(Duration.ZERO, Duration::plus);
        String word = String.format("%-8s", BootText.tick(worst));
        out.println(String.format(
                        "%-11s %s %8s",
                        BootText.phase(phase.get(0).phase()),
                        BootText.ink(worst).on(word, coloured),
                        BootText.time(took))
                + because(worst));
        phase.clear();
    }

    private Result worst() {
        for (Result result : new Result[] {Result.FAILED, Result.WARNED, Result.PASSED}) {
            if (phase.stream().anyMatch(check -> check.result() == result)) {
                return result;
            }
        }
        return Result.SKIPPED;
    }

    private String because(Result worst) {
        return worst == Result.PASSED
                ? ""
                : phase.stream()
                        .filter(check -> check.result() == worst)
                        .findFirst()
                        .map(check -> "  " + PlainText.neutralise(check.name() + ": " + check.detail()))
                        .orElse("");
    }
}
