package ikabud.hosting;

import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.PlainText;
import ikabud.os.SafeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out what a web server obeys, by a directory of a random name in the document root that exists for some seconds and is
 * asked for as visitors ask. Safe from any thread.
 */
public final class HostProbe {
    private static final String PREFIX = "ikabud-probe-";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int GONE = 410;
    private static final int OK = 200;
    private static final int ERROR = 500;

    // ikabud=9f2c sapi=fpm-fcgi ttl=300 limit=128M prepended=1
    private static final Pattern SAID =
            Pattern.compile("ikabud=(\\S{1,40}) sapi=(\\S{1,40}) ttl=(\\d{1,9}) limit=(\\S{1,20}) prepended=([01])");

    private final WebClient client;
    private final Clock clock;
    private final SafeFiles files;

    /** Probes by that clock. */
    public HostProbe(Clock clock, SafeFiles files) {
        this.client = new WebClient(clock);
        this.clock = clock;
        this.files = files;
    }

    /** What a web server does with a file. */
    public enum Obeys {
        YES,
        NO,
        /** It answers 500 to everything there, as where {@code AllowOverride} forbids what the file says. */
        FAILS,
        UNKNOWN
    }

    /**
     * What was found.
     *
     * @param htaccess what is done with {@code .htaccess}
     * @param userIni what is done with {@code .user.ini}
     * @param php what PHP said of itself; empty where no script was run
     * @param trouble why more could not be found; may be empty
     */
    public record Found(Obeys htaccess, Obeys userIni, Optional<Php> php, String trouble) {}

    /**
     * The PHP of the web server.
     *
     * @param sapi how it is called, such as {@code fpm-fcgi}
     * @param ttlSeconds for how long it remembers a {@code .user.ini}
     */
    public record Php(String sapi, int ttlSeconds, String memoryLimit) {}

    /** Probes the site of that document root. */
    public Found probe(Path documentRoot, String url) {
        Optional<WebAddress> address = WebAddress.parse(url);
        if (address.isEmpty()) {
            return new Found(Obeys.UNKNOWN, Obeys.UNKNOWN, Optional.empty(), "no url is set");
        }
        clearLeftovers(documentRoot);
        String token = UUID.randomUUID().toString();
        Path directory = documentRoot.resolve(PREFIX + token);
        try {
            write(directory, token);
            return ask(address.get().at(address.get().directory() + directory.getFileName() + "/"), token);
        } catch (IOException failed) {
            return new Found(Obeys.UNKNOWN, Obeys.UNKNOWN, Optional.empty(), "nothing can be written there: " + failed);
        } finally {
            remove(directory);
        }
    }

    private static void write(Path directory, String token) throws IOException {
        make(directory);
        Path web = directory.resolve("web");
        Path php = directory.resolve("php");
        make(web);
        make(php);
        put(web.resolve("page.txt"), token);
        put(web.resolve(".htaccess"), """
                <IfModule mod_rewrite.c>
                RewriteEngine On
                RewriteRule ^ - [G,L]
                </IfModule>
                <IfModule mod_alias.c>
                Redirect 410 /
                </IfModule>
                """);
        put(php.resolve("first.php"), "<?php define('IKABUD_FIRST', 1);");
        put(php.resolve(".user.ini"), "auto_prepend_file = \"" + php.resolve("first.php") + "\"\n");
        put(php.resolve("page.php"), """
                <?php
                header('Cache-Control: no-store');
                printf('ikabud=%s sapi=%%s ttl=%%d limit=%%s prepended=%%d', PHP_SAPI,
                    (int) ini_get('user_ini.cache_ttl'), ini_get('memory_limit'), defined('IKABUD_FIRST'));
                """.formatted(token));
    }

    private static void make(Path directory) throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void put(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private Found ask(WebAddress directory, String token) {
        WebClient.Answer web = client.get(directory.at(directory.path() + "web/page.txt"), PATIENCE);
        WebClient.Answer script = client.get(directory.at(directory.path() + "php/page.php"), PATIENCE);
        Matcher said = SAID.matcher(script.reply().map(WebReply::body).orElse(""));
        boolean ran = said.find() && said.group(1).equals(token);
        Optional<Php> php = ran
                ? Optional.of(new Php(
                        PlainText.neutralise(said.group(2)),
                        Integer.parseInt(said.group(3)),
                        PlainText.neutralise(said.group(4))))
                : Optional.empty();
        Obeys ini = !ran ? Obeys.UNKNOWN : said.group(5).equals("1") ? Obeys.YES : Obeys.NO;
        return new Found(htaccess(web.reply(), token), ini, php, web.reply().isEmpty() ? web.reason() : "");
    }

    private static Obeys htaccess(Optional<WebReply> reply, String token) {
        int status = reply.map(WebReply::status).orElse(0);
        if (status == OK && reply.get().body().contains(token)) {
            return Obeys.NO;
        }
        return status == GONE ? Obeys.YES : status == ERROR ? Obeys.FAILS : Obeys.UNKNOWN;
    }

    // Of a probe that was killed.
    private void clearLeftovers(Path documentRoot) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(documentRoot, PREFIX + "*-*-*-*-*")) {
            for (Path leftover : leftovers) {
                if (Files.getLastModifiedTime(leftover)
                        .toInstant()
                        .isBefore(clock.now().minus(LONGEST))) {
                    remove(leftover);
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return;
        }
    }

    private void remove(Path directory) {
        try {
            files.removeTree(directory);
        } catch (IkabudException left) {
            // The next probe tries again.
            return;
        }
    }
}
