package ikabud.cli;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a verb reads and prints: three streams, and whether a person sits at each.
 *
 * <p>Confined to one thread. A reader that goes away (a closed pipe) is no error; {@link #isGone()} tells.
 */
public final class Console {
    private static final String CLOSED_PIPE = "Broken pipe";

    private final Watched watched;
    private final PrintWriter out;
    private final PrintWriter err;
    private final BufferedReader in;
    private final Manners manners;

    /**
     * How to behave on the streams.
     *
     * @param asks whether somebody can answer a question: input and error output are a terminal
     * @param progress whether a line on the error output may be written over
     * @param colours whether the output may be coloured
     */
    public record Manners(boolean asks, boolean progress, boolean colours) {
        /** Files and pipes on all sides. */
        public static final Manners PLAIN = new Manners(false, false, false);
    }

    /** A console on any streams. */
    public Console(Writer out, Writer err, Reader in, Manners manners) {
        this.watched = new Watched(out);
        this.out = new PrintWriter(watched);
        this.err = new PrintWriter(err);
        this.in = new BufferedReader(in);
        this.manners = manners;
    }

    /** The process's own streams, in the encoding of the locale. */
    public static Console system(Map<String, String> environment) {
        Charset charset = localeCharset();
        boolean smart = !environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Console(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), charset),
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), charset),
                new InputStreamReader(new FileInputStream(FileDescriptor.in), charset),
                new Manners(isTerminal(0) && isTerminal(2), smart && isTerminal(2), smart && colours && isTerminal(1)));
    }

    private static Charset localeCharset() {
        try {
            return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }

    // /proc/self/fd/1 -> /dev/pts/3; a pipe is "pipe:[1234]". The JVM itself can only tell both streams at once.
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** What a program or a person asked to read. */
    public PrintWriter out() {
        return out;
    }

    /** Errors, questions and progress. */
    public PrintWriter err() {
        return err;
    }

    /** How to behave here. */
    public Manners manners() {
        return manners;
    }

    /** Asks a question and returns the answer without blanks around it; empty at the end of the input. */
    public Optional<String> ask(String question) {
        out.flush();
        err.print(question);
        err.flush();
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes out what is buffered and tells whether nothing more can be written to the output. */
    public boolean isGone() {
        err.flush();
        return out.checkError();
    }

    /** Why the output is cut short, such as a full disk; empty if it is not, or if its reader had enough. */
    public Optional<String> loss() {
        return Optional.ofNullable(watched.failure)
                .map(IOException::getMessage)
                .filter(message -> !message.contains(CLOSED_PIPE));
    }

    /** Remembers what went wrong, which a {@link PrintWriter} keeps to itself. */
    private static final class Watched extends FilterWriter {
        private @Nullable IOException failure;

        Watched(Writer out) {
            super(out);
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            attempt(() -> out.write(text, from, length));
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            attempt(() -> out.write(text, from, length));
        }

        @Override
        public void flush() throws IOException {
            attempt(out::flush);
        }

        private void attempt(Writing writing) throws IOException {
            try {
                writing.go();
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }

    private interface Writing {
        void go() throws IOException;
    }
}
