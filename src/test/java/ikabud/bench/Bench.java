package ikabud.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The measurements by name. Each prints its own table and cleans up after itself. */
public final class Bench {
    private static final Map<String, Question> QUESTIONS = new TreeMap<>(Map.of(
            "sampler", SamplerBench::run,
            "startup", StartupBench::run,
            "idle", IdleBench::run,
            "keys", KeysBench::run,
            "starts", StartsBench::run,
            "supervise", SuperviseBench::run,
            "all", WholeBench::run));

    /** One measurement. */
    interface Question {
        /** Measures and prints. */
        void ask(List<String> arguments) throws Exception;
    }

    private Bench() {}

    /** Runs the measurement named by the first argument; the others are its own. */
    public static void main(String[] arguments) throws Exception {
        Question question = arguments.length == 0 ? null : QUESTIONS.get(arguments[0]);
        if (question == null) {
            System.err.println("usage: bin/bench " + String.join("|", QUESTIONS.keySet()) + " [its arguments]");
            System.exit(2);
        } else {
            question.ask(Arrays.asList(arguments).subList(1, arguments.length));
        }
    }
}
