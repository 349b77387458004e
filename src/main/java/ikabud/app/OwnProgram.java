package ikabud.app;

import ikabud.os.ProcFs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How this program is started again: by its launcher, or as it was started where that was without one. */
final class OwnProgram {
    /** Says which open file is the supervisor's lock, in the environment of a program executed in our place. */
    static final String LOCK_VARIABLE = "IKABUD_LOCK_INHERITED";

    private static final String LAUNCHER_PROPERTY = "ikabud.launcher";
    private static final List<String> PASSED_ON =
            List.of("HOME", "JAVA_HOME", "LANG", "LC_ALL", "TZ", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME");

    private OwnProgram() {}

    /** The command, to which a verb is added. */
    static List<String> command(ProcFs proc) {
        String launcher = System.getProperty(LAUNCHER_PROPERTY, "");
        if (!launcher.isEmpty()) {
            return List.of(launcher);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java));
        List<String> line = proc.commandLine(proc.ownPid());
        for (int i = 1; i < line.size(); i++) {
            command.add(line.get(i));
            boolean main = line.get(i - 1).equals("-jar") || line.get(i).equals("ikabud.Main");
            if (main) {
                break;
            }
        }
        return command;
    }

    /** What a program of ours that outlives us is to know of our environment: where things lie, and settings. */
    static Map<String, String> environment(Map<String, String> ours) {
        Map<String, String> passed = new HashMap<>();
        ours.forEach((name, value) -> {
            boolean setting = name.startsWith("IKABUD_") && !name.startsWith("IKABUD_TTY_");
            if (PASSED_ON.contains(name) || setting) {
                passed.put(name, value);
            }
        });
        passed.remove(LOCK_VARIABLE);
        return passed;
    }
}
