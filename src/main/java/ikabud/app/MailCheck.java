package ikabud.app;

import ikabud.app.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether PHP's {@code mail()} can hand a message over. Instances run without the rights of set-ID programs
 * ({@code no_new_privs}), and most mail systems need such a one to put a message into their queue.
 */
final class MailCheck {
    private static final int SET_ID = 06000;
    private static final String WHAT = "mail()";

    // What the sendmail of each mail system runs to reach its queue.
    private static final List<String> QUEUERS =
            List.of("usr/sbin/postdrop", "usr/sbin/nullmailer-queue", "usr/sbin/exim4");

    private final Path root;

    /** Looks below that directory, {@code /} but for tests. */
    MailCheck(Path root) {
        this.root = root;
    }

    Finding look() {
        Path sendmail = root.resolve("usr/sbin/sendmail");
        if (!Files.isExecutable(sendmail)) {
            return new Finding(
                    Level.NOTE,
                    WHAT,
                    "there is no sendmail here, so PHP's mail() cannot work",
                    "have sites send by SMTP, with their mail plugin or with msmtp");
        }
        Optional<Path> barred = privileged(sendmail);
        if (barred.isEmpty()) {
            return new Finding(Level.OK, WHAT, "sendmail needs no rights of its own", "");
        }
        return new Finding(
                Level.WARNING,
                WHAT,
                barred.get() + " gets its rights by set-ID, which instances are not given: PHP's mail() fails",
                "have sites send by SMTP to 127.0.0.1, with their mail plugin, or install msmtp and"
                        + " `ikabud set <id> php.sendmail_path='/usr/bin/msmtp -t'`");
    }

    private Optional<Path> privileged(Path sendmail) {
        try {
            Path real = sendmail.toRealPath();
            if (hasSetId(real)) {
                return Optional.of(real);
            }
            return QUEUERS.stream()
                    .map(root::resolve)
                    .filter(MailCheck::hasSetId)
                    .findFirst();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static boolean hasSetId(Path path) {
        try {
            return Files.getAttribute(path, "unix:mode") instanceof Integer mode && (mode & SET_ID) != 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
