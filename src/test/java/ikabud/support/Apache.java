package ikabud.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A hoster's web server: Apache on the loopback, in the foreground, as the user who owns the sites. Ends when closed. */
public final class Apache implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/apache2");
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
    private static final int GRACE_SECONDS = 5;
    private static final int MILLIS = 5000;

    private final Path directory;
    private final int uid;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    /**
     * What the hoster offers.
     *
     * @param modules those that {@code .htaccess} may use
     * @param override what it may say
     * @param fpm whether PHP is a php-fpm of the account, which obeys {@code .user.ini}, or a part of Apache
     */
    public record Offer(List<String> modules, String override, boolean fpm) {
        /** As usual: all modules, everything may be said, PHP is a part of Apache. */
        public static final Offer USUAL = new Offer(List.of("alias", "rewrite", "headers"), "All", false);

        /** {@code .htaccess} is ignored, {@code .user.ini} is not. */
        public static final Offer ONLY_PHP = new Offer(List.of("alias", "rewrite", "headers"), "None", true);

        /** With other modules. */
        public Offer with(String... names) {
            return new Offer(List.of(names), override, fpm);
        }

        /** With another {@code AllowOverride}. */
        public Offer overriding(String what) {
            return new Offer(modules, what, fpm);
        }
    }

    /** An answer. */
    public record Page(int status, Map<String, String> headers, String body) {}

    /**
     * Serves a document root.
     *
     * @param directory an existing one for its own files, which everybody may enter
     * @param uid whose the site is
     */
    public Apache(Path directory, Path documentRoot, int uid, Offer offer) throws Exception {
        this.directory = Files.createDirectory(directory.resolve("apache"));
        this.uid = uid;
        this.port = freePort();
        Files.setAttribute(this.directory, "unix:uid", uid);
        Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (offer.fpm()) {
            write("fpm.conf", fpm());
            launch("/usr/sbin/" + fpmName(), "-F", "-n", "-y", file("fpm.conf"));
            Eventually.eventually("php-fpm listens", () -> Files.exists(this.directory.resolve("fpm.sock")));
        }
        write("apache.conf", configuration(documentRoot, offer));
        launch(PROGRAM.toString(), "-f", file("apache.conf"), "-X");
        Eventually.eventually("Apache answers", this::answers);
    }

    /** Whether there is one to test with. */
    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM) && php().isPresent();
    }

    private static Optional<Path> php() {
        try (var modules = Files.newDirectoryStream(MODULES, "libphp*.so")) {
            for (Path module : modules) {
                return Optional.of(module);
            }
            return Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private String configuration(Path documentRoot, Offer offer) {
        List<String> modules = new ArrayList<>(List.of("mpm_prefork", "authz_core", "dir", "mime"));
        modules.addAll(offer.modules());
        modules.addAll(offer.fpm() ? List.of("proxy", "proxy_fcgi") : List.of());
        String handler =
                offer.fpm() ? "proxy:unix:" + file("fpm.sock") + "|fcgi://localhost" : "application/x-httpd-php";
        return String.join(
                "\n",
                "ServerRoot /usr/lib/apache2",
                "PidFile " + file("pid"),
                "ErrorLog " + file("error.log"),
                "LogFormat \"%h %t %r %s\" common",
                "DefaultRuntimeDir " + directory,
                "Mutex pthread",
                "Listen 127.0.0.1:" + port,
                "ServerName localhost",
                // One process serves all, one connection after the other.
                "KeepAlive Off",
                modules.stream()
                        .map(name -> "LoadModule " + name + "_module modules/mod_" + name + ".so")
                        .collect(Collectors.joining("\n")),
                offer.fpm() ? "" : "LoadModule php_module " + php().orElseThrow(),
                "TypesConfig /dev/null",
                "DocumentRoot " + documentRoot,
                "<Directory " + documentRoot + ">",
                "AllowOverride " + offer.override(),
                "Require all granted",
                "DirectoryIndex index.php",
                "</Directory>",
                "<FilesMatch \\.php$>",
                "SetHandler \"" + handler + "\"",
                "</FilesMatch>",
                "");
    }

    private String fpm() {
        return String.join(
                "\n",
                "[global]",
                "error_log = " + file("fpm.log"),
                "[www]",
                "listen = " + file("fpm.sock"),
                "pm = static",
                "pm.max_children = 2",
                "");
    }

    private static String fpmName() throws IOException {
        try (var programs = Files.list(Path.of("/usr/sbin"))) {
            return programs.map(program -> program.getFileName().toString())
                    .filter(name -> name.startsWith("php-fpm"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private void launch(String... command) throws IOException {
        List<String> all = new ArrayList<>();
        if (TestRoot.isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--inh-caps=-all"));
        }
        all.addAll(List.of(command));
        processes.add(new ProcessBuilder(all)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start());
    }

    private boolean answers() {
        try {
            // No script: PHP would remember what it read.
            get("/nothing.txt");
            return true;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Where the site is. */
    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** The log of all requests and mistakes. */
    public Path errorLog() {
        return directory.resolve("error.log");
    }

    /** Asks for a page as a visitor does. */
    public Page get(String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            int status = connection.getResponseCode();
            Map<String, String> headers = connection.getHeaderFields().entrySet().stream()
                    .filter(header -> header.getKey() != null)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, header -> header.getValue().get(0)));
            try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return new Page(status, headers, text);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> family = process.descendants().toList();
            process.destroy();
            try {
                process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException | InterruptedException stubborn) {
                process.destroyForcibly();
            }
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
