package ikabud.backend;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.Owner;
import ikabud.model.PlainText;
import ikabud.os.Account;
import ikabud.os.Users;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which Unix user an instance runs as, and makes one where it gets its own. */
final class Owners {
    private static final Pattern NUMBER = Pattern.compile("#(\\d{1,9})");

    private final Users users;
    private final Layout layout;
    private final int self;
    private final Set<String> fresh = ConcurrentHashMap.newKeySet();

    Owners(Users users, Layout layout) {
        this.users = users;
        this.layout = layout;
        this.self = users.currentUid();
    }

    boolean asRoot() {
        return self == 0;
    }

    /** The user asked for, {@code #<uid>} for one without a name, or by default one of its own (root) or the caller. */
    Owner choose(InstanceId id, @Nullable String asked) {
        if (!asRoot()) {
            return caller(asked);
        }
        if (asked == null) {
            return own(id);
        }
        Matcher number = NUMBER.matcher(asked);
        return number.matches() ? nameless(Integer.parseInt(number.group(1))) : existing(asked);
    }

    /** Refuses an owner that is not who it was: its uid may be somebody else's by now. */
    void verify(Owner owner) {
        if (owner.nameless() || !asRoot()) {
            return;
        }
        Optional<Account> account = users.byName(owner.name());
        if (account.filter(found -> found.uid() == owner.uid()).isEmpty()) {
            throw IkabudException.refused(
                    "user " + owner.name(),
                    account.isEmpty()
                            ? "there is none any more"
                            : "it has uid " + account.get().uid() + " and not " + owner.uid() + " as it had",
                    "give it uid " + owner.uid() + " again, or remove the instance and create it anew");
        }
    }

    /** What is not any more as it was with an instance's user. */
    List<Drift> drifts(Instance instance) {
        Owner owner = instance.owner();
        if (owner.nameless() || !asRoot()) {
            return List.of();
        }
        List<Drift> drifts = new ArrayList<>();
        String what = "user " + owner.name();
        try {
            verify(owner);
        } catch (IkabudException other) {
            boolean gone = owner.made() && users.byName(owner.name()).isEmpty();
            Path home = layout.home(instance.id());
            drifts.add(new Drift(
                    what,
                    other.why(),
                    other.remedy(),
                    gone ? () -> users.create(owner.name(), owner.uid(), home) : null));
        }
        List<String> groups = users.furtherGroups(owner.name());
        if (owner.made() && !groups.isEmpty()) {
            drifts.add(new Drift(
                    what,
                    "it is a member of " + String.join(", ", groups) + ", and so the site may do what these may",
                    "take it out: `gpasswd --delete " + owner.name() + " " + groups.get(0) + "`",
                    null));
        }
        return drifts;
    }

    /** Whether others run processes under that uid too: people, or other instances. */
    static boolean isShared(Owner owner) {
        return !owner.made() && !owner.nameless();
    }

    /** Deletes the user if we made it; its files must be gone, or the next owner of the uid gets them. */
    void delete(Owner owner) {
        if (owner.made() && asRoot()) {
            verify(owner);
            users.delete(owner.name());
        }
    }

    /** Deletes the user if this process made it: nothing of it may be left. */
    void takeBack(Owner owner) {
        if (fresh.remove(owner.name())) {
            delete(owner);
        }
    }

    private Owner caller(@Nullable String asked) {
        Account account = users.byUid(self)
                .orElseThrow(() -> IkabudException.failed(
                        "own user", "uid " + self + " is not in the user database", "ask the administrator to add it"));
        if (asked != null && !asked.equals(account.name())) {
            throw IkabudException.needsRights(
                    "user \"" + PlainText.shorten(PlainText.neutralise(asked), 40) + "\"",
                    "only root can run an instance as somebody else",
                    "leave --user out, or use sudo");
        }
        return new Owner(account.name(), account.uid(), account.gid(), false);
    }

    private Owner own(InstanceId id) {
        String name = id.userName();
        Account account = users.byName(name).orElseGet(() -> make(name, layout.home(id)));
        // One that an earlier create made and that was cut short, or that a remove kept.
        if (!account.home().equals(layout.home(id)) || account.uid() == 0) {
            throw IkabudException.refused(
                    "user " + name,
                    "there is one already, and its home " + account.home() + " is not the instance's",
                    "choose another id, or say --user " + name + " if it shall run as that user");
        }
        return new Owner(name, account.uid(), account.gid(), true);
    }

    private Account make(String name, Path home) {
        Account account = users.create(name, home);
        fresh.add(name);
        return account;
    }

    private Owner nameless(int uid) {
        if (uid == 0 || users.byUid(uid).isPresent()) {
            throw IkabudException.refused("user #" + uid, "that uid has a user", "choose a number that nobody has");
        }
        return new Owner("#" + uid, uid, uid, false);
    }

    private Owner existing(String name) {
        Account account = users.byName(name)
                .orElseThrow(() -> new IkabudException(
                        ExitCode.USAGE,
                        "user \"" + PlainText.shorten(PlainText.neutralise(name), 40) + "\"",
                        "there is none of that name",
                        "leave --user out to have one made",
                        null));
        if (account.uid() == 0) {
            throw IkabudException.refused("user " + name, "a site must not run as root", "choose another user");
        }
        return new Owner(account.name(), account.uid(), account.gid(), false);
    }
}
