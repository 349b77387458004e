package ikabud.hosting;

import ikabud.hosting.Block.Place;
import ikabud.hosting.Block.State;
import ikabud.model.Door;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.os.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shuts a site so that it answers 503, and opens it again. Three things shut it: a block in {@code .htaccess}, which Apache
 * and LiteSpeed obey at once; one in {@code .user.ini}, which has PHP run {@link GateScript} before each script; and a file
 * beside that script, without which it lets everybody pass, since PHP remembers a {@code .user.ini} for some minutes.
 *
 * <p>Each step leaves something that {@link #look} tells and that both ways can go on from.
 */
public final class SiteSwitch {
    private static final int FLAG_MODE = 0644;

    private final InstanceId id;
    private final Path state;
    private final boolean htaccess;
    private final boolean userIni;
    private final SafeFiles files;
    private final AccountFile webServers;
    private final AccountFile phps;
    private final Block webServersBlock;
    private final Block phpsBlock;

    /**
     * The switch of one site.
     *
     * @param state a directory of the instance where only the account can write
     * @param htaccess whether to use the web server's file
     * @param userIni whether to use PHP's
     * @param self the account's uid
     */
    public SiteSwitch(
            InstanceId id,
            Path documentRoot,
            Path state,
            boolean htaccess,
            boolean userIni,
            SafeFiles files,
            int self) {
        this.id = id;
        this.state = state;
        this.htaccess = htaccess;
        this.userIni = userIni;
        this.files = files;
        this.webServers = new AccountFile(documentRoot.resolve(".htaccess"), self);
        this.phps = new AccountFile(documentRoot.resolve(".user.ini"), self);
        this.webServersBlock = new Block(id.value(), "#", Place.TOP);
        this.phpsBlock = new Block(id.value(), ";", Place.BOTTOM);
    }

    /** How the site stands; cheap: two small files are read. */
    public Door look() {
        State web = state(webServers, webServersBlock);
        State php = state(phps, phpsBlock);
        boolean flag = Files.exists(flag(), LinkOption.NOFOLLOW_LINKS);
        if (web == State.NONE && php == State.NONE && !flag) {
            return Door.OPEN;
        }
        boolean shut = web == (htaccess ? State.INTACT : State.NONE)
                && php == (userIni ? State.INTACT : State.NONE)
                && flag == userIni;
        return shut ? Door.SHUT : Door.AJAR;
    }

    private static State state(AccountFile file, Block block) {
        return file.text().map(block::state).orElse(State.NONE);
    }

    /**
     * Shuts it; does nothing where it is shut.
     *
     * @param steps hears of each step when it is done
     */
    public void shut(Consumer<String> steps) {
        if (userIni) {
            makeScript();
            files.writeAtomically(flag(), new byte[0], FLAG_MODE, SafeFiles.UNCHANGED, SafeFiles.UNCHANGED);
            steps.accept("the gate is shut");
        }
        // The web server's first: it is at once what visitors meet.
        edit(webServers, webServersBlock, htaccess ? Optional.of(HtaccessLines.of(id)) : Optional.empty());
        steps.accept(".htaccess is written");
        edit(phps, phpsBlock, userIni ? Optional.of(GateScript.userIni(id, script())) : Optional.empty());
        steps.accept(".user.ini is written");
        if (!userIni) {
            delete(flag());
        }
    }

    /**
     * Opens it; does nothing where it is open. {@link #script} stays: PHP may go on asking for it for some minutes.
     *
     * @param steps hears of each step when it is done
     */
    public void open(Consumer<String> steps) {
        edit(phps, phpsBlock, Optional.empty());
        steps.accept(".user.ini is restored");
        delete(flag());
        steps.accept("the gate is open");
        edit(webServers, webServersBlock, Optional.empty());
        steps.accept(".htaccess is restored");
    }

    /** What PHP runs before each script while {@code .user.ini} says so. */
    public Path script() {
        return state.resolve("gate.php");
    }

    private Path flag() {
        return state.resolve("shut");
    }

    // What was to come before each script without us is read before our own lines are there.
    private void makeScript() {
        Optional<String> users = phps.text()
                .flatMap(text -> phpsBlock.state(text) == State.INTACT ? phpsBlock.take(text) : Optional.of(text));
        byte[] text = GateScript.text(id, users.flatMap(GateScript::prepended)).getBytes(StandardCharsets.ISO_8859_1);
        boolean same = SafeFiles.readRegular(script(), text.length + 1)
                .filter(there -> Arrays.equals(there, text))
                .isPresent();
        if (!same) {
            files.writeAtomically(script(), text, FLAG_MODE, SafeFiles.UNCHANGED, SafeFiles.UNCHANGED);
        }
    }

    private void edit(AccountFile file, Block block, Optional<List<String>> lines) {
        // A file that is not ours to change may stay as it is where nothing is to be changed.
        if (lines.isEmpty() && state(file, block) == State.NONE) {
            return;
        }
        file.edit(before -> {
            if (before.isPresent() && block.state(before.get()) == State.DAMAGED) {
                throw damaged(file);
            }
            return lines.isPresent() ? Optional.of(block.put(before, lines.get())) : before.flatMap(block::take);
        });
    }

    private IkabudException damaged(AccountFile file) {
        return IkabudException.refused(
                "changing " + file,
                "the lines between BEGIN Ikabud " + id + " and END Ikabud " + id
                        + " were changed, or a mark is missing",
                "take them out by hand, then do it again");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw IkabudException.failed("deleting " + file, "it cannot be deleted", "check its directory", failed);
        }
    }
}
