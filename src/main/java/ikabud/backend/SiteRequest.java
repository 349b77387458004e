package ikabud.backend;

import ikabud.backend.BootChecks.Found;
import ikabud.config.SiteCore;
import ikabud.fastcgi.Answer;
import ikabud.fastcgi.FastCgiClient;
import ikabud.fastcgi.Reply;
import ikabud.model.BootCheck.Result;
import ikabud.model.Instance;
import ikabud.model.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** One request to a site through its FPM, as the web server would send it for {@code /}. */
final class SiteRequest {
    private static final int MOST = 64 * 1024;
    private static final int SERVER_ERROR = 500;

    // FPM's words where it could not open the script; the status is a 404 as of the site itself.
    private static final String NO_SCRIPT = "Primary script unknown";

    private final Layout layout;
    private final FastCgiClient client;

    SiteRequest(Layout layout, FastCgiClient client) {
        this.layout = layout;
        this.client = client;
    }

    /** What came of it; a site that fails is a failed check and no exception. */
    Found visit(Instance instance, SiteCore core, Duration patience) {
        Optional<Path> script = core.index().map(instance.documentRoot()::resolve);
        if (script.isEmpty()) {
            return Found.skipped("the kind names no index");
        }
        if (!Files.isRegularFile(script.get())) {
            return Found.skipped("there is no " + script.get() + " to ask for");
        }
        Answer answer = client.get(
                layout.socket(instance.id()),
                script.get(),
                "/" + core.index().get(),
                "",
                patience,
                MOST,
                OptionalInt.of(instance.owner().uid()));
        return answer.reply()
                .map(reply -> judge(reply, script.get()))
                .orElseGet(() -> failed(
                        "no answer within " + patience.toSeconds() + " s: " + answer.reason(),
                        "look at php.log and slow.log"));
    }

    /** What a reply says of the site. */
    static Found judge(Reply reply, Path script) {
        if (reply.stderr().contains(NO_SCRIPT)) {
            return failed("FPM cannot open " + script, "let the instance's user read it");
        }
        return reply.status() >= SERVER_ERROR
                ? failed("it answered " + reply.status(), "look at php.log")
                : Found.passed("it answered " + reply.status());
    }

    private static Found failed(String detail, String remedy) {
        return new Found(Result.FAILED, detail, remedy);
    }
}
