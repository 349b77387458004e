package ikabud.isolation;

import ikabud.model.BackendKind;
import ikabud.support.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Writes down what {@link AttackScenario} and the other scenarios of this package have shown. */
class IsolationDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/isolation.md");

    private static final String HEAD = """
            # What keeps sites apart

            A site that was broken into runs whatever it likes as its own Unix user. What it may do then depends on how the
            instance is run. `ikabud status` names that, and `ikabud create --backend` chooses it; without a choice it is the first
            of these that the machine offers:

            | | systemd | direct | virtual |
            |---|---|---|---|
            | where | root, and systemd is booted | root without systemd (a container), or a normal user with php-fpm | a hosting account without php-fpm |
            | user of its own | yes | yes as root; else the user's own | no: the account's |
            | process, socket and log of its own | yes | yes | no: the host's web server serves it |
            | limits | by systemd's control group | by a control group where one may be made, else a guard that restarts or alerts | none |
            | sandbox | files, processes, system calls, devices, kernel | no new privileges, resource limits, a clean environment | none |
            | restarted by | systemd | `ikabud supervise` | nobody: nothing of its own runs |
            | started with the machine | by systemd | by `ikabud supervise` | – |

            ## What was tried

            Each of these was tried from inside a site that may run programs, against another one beside it, by `AttackScenario` on
            a machine with a real systemd; and once by root without any protection, where each of them works. Direct means direct
            as root: the instances of a normal user are all one user, and nothing keeps them apart.

            | attack | systemd | direct |
            |---|---|---|
            """;

    private static final String TAIL = """

            ## What root comes across

            Root follows nothing that a site planted (`PlantedScenario`): links in its data, sessions and temporary files survive a
            restart, a change and `remove --purge` without what they point to being touched; a link in the place of its socket makes a
            reload refused, and a restart replaces it; log directories belong to root, so that no log can become a link; what a site
            writes into its logs reaches the terminal without its escapes, and a pipe in the place of a log is refused.

            ## Limits

            `ikabud set blog memory=512M cpu=1.5 tasks=64` holds at once. `LimitsScenario` shows each of them at work:

            | bomb | what becomes of it |
            |---|---|
            | a request that takes more memory than all of the instance may have | the kernel ends that worker, FPM makes another, the master and the neighbour serve on |
            | a loop on every worker | it gets its share of the processor and is held back by the kernel; a neighbour is served meanwhile |
            | a fork bomb | fork fails at the limit; the site answers as soon as the children are gone |
            | a master that is stopped or hangs | systemd hears nothing of it for 30 s and replaces it |

            Which control groups the kernel has matters: `MemoryHigh`, `MemorySwapMax` and `Result=oom-kill` exist in version 2
            only, and so does the refusal of the cloud's address for the machine's keys (169.254.169.254).

            ## The sandbox of a unit

            `systemd-analyze security`, systemd 252 on Debian 12, lower is better:

            | unit | exposure |
            |---|---:|
            | an instance (`templates/systemd/instance.service`) | 1.6 |
            | Debian's own `php8.2-fpm.service` | 9.6 |

            `systemd-analyze verify` has nothing to say about the first. What it lets through on purpose: sockets of the families
            Unix, IPv4, IPv6 and netlink; memory that is writable and executable, which PCRE's JIT in PHP needs; `ptrace`, but only
            where the slow log is on, since FPM reads a slow worker with it. Settings of your own belong into a drop-in
            (`systemctl edit ikabud-blog`); they outlive every change that Ikabud makes.

            ## What a site still does

            A sandbox that keeps a site from its work is worse than none. `WordPressScenario` puts WordPress, MariaDB and nginx as Debian
            packages them on a machine with a real systemd, nginx as the user `www-data` before the site's socket. As a direct master, and
            again after its migration to a unit, the site installs itself, lets its administrator in, takes a picture and makes smaller ones
            of it, unpacks a plugin and switches it on, asks itself over the network as its clock does, and writes into its log. Pictures
            are served by nginx itself after the two `setfacl` commands of the README.

            ## Mail

            Neither a unit nor a direct master gets rights from set-ID programs, and `sendmail` of Postfix, Exim and nullmailer
            needs them: PHP's `mail()` fails there. `ikabud doctor` says so, and what to do: let sites send by SMTP.

            ## What is not kept apart

            - `open_basedir` and `disable_functions` are hurdles, no boundary: whoever may connect to a site's own socket
              (the site itself and the web server) sets PHP's settings as he likes. The boundary is the user.
            - The web server's user may connect to every socket. Who takes over the web server has all sites.
            - Sites of one user, whether a normal user's or of `--user`, are one site for an attacker.
            - The kernel: there is no virtual machine in between.
            """;

    @Test
    void the_document_tells_what_was_shown() throws Exception {
        StringBuilder text = new StringBuilder(HEAD);
        for (Attack attack : Attack.values()) {
            text.append("| %s | %s | %s |%n"
                    .formatted(
                            attack.title(), result(attack, BackendKind.SYSTEMD), result(attack, BackendKind.DIRECT)));
        }
        Golden.assertSame(DOCUMENT, text.append(TAIL).toString());
    }

    private static String result(Attack attack, BackendKind backend) {
        return attack.isOpen(backend) ? "**open**: " + attack.reason() : "fails";
    }
}
