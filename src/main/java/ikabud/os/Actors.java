package ikabud.os;

import ikabud.model.Actor;
import ikabud.model.PlainText;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who acts: what the kernel knows for certain, and what the environment claims as a hint. */
public final class Actors {
    private static final long UNSET = 0xffff_ffffL;
    private static final int LONGEST_HINT = 200;

    private final ProcFs proc;
    private final Users users;
    private final Map<String, String> environment;

    /** Asks about this process. */
    public Actors(ProcFs proc, Users users, Map<String, String> environment) {
        this.proc = proc;
        this.users = users;
        this.environment = Map.copyOf(environment);
    }

    /** Whoever runs this process, as user of {@code program}. */
    public Actor current(String program) {
        int uid = users.currentUid();
        String name = users.byUid(uid).map(Account::name).orElse("#" + uid);
        return new Actor(name, uid, audited("loginuid"), audited("sessionid"), hint(), program);
    }

    private @Nullable Long audited(String what) {
        Optional<String> text = proc.read("self/" + what).map(String::trim);
        try {
            return text.map(Long::valueOf).filter(id -> id != UNSET).orElse(null);
        } catch (NumberFormatException odd) {
            return null;
        }
    }

    // SSH_CONNECTION is "client port server port".
    private String hint() {
        String sudo = environment.getOrDefault("SUDO_USER", "");
        String ssh = environment.getOrDefault("SSH_CONNECTION", "").split(" ", 2)[0];
        String hint = (sudo.isEmpty() ? "" : "sudo by " + sudo + " ") + (ssh.isEmpty() ? "" : "from " + ssh);
        return PlainText.shorten(PlainText.neutralise(hint.trim()), LONGEST_HINT);
    }
}
