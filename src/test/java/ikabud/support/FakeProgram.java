package ikabud.support;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A child process that prints what a test says and runs until the test, or whoever started it, ends it. */
public final class FakeProgram extends Process {
    private final Pipe output = new Pipe();
    private final Pipe errors = new Pipe();
    private int exit = -1;

    /** Prints bytes. */
    public FakeProgram prints(byte[] bytes) {
        output.written.writeBytes(bytes);
        return this;
    }

    /** Prints text. */
    public FakeProgram prints(String text) {
        return prints(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Says something on its error output. */
    public FakeProgram complains(String text) {
        errors.written.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Ends by itself. */
    public FakeProgram ends(int code) {
        exit = code;
        return this;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return output;
    }

    @Override
    public InputStream getErrorStream() {
        return errors;
    }

    @Override
    public int waitFor() {
        return exit;
    }

    @Override
    public int exitValue() {
        return exit;
    }

    @Override
    public boolean isAlive() {
        return exit < 0;
    }

    @Override
    public void destroy() {
        exit = exit < 0 ? 143 : exit;
    }

    @Override
    public Process destroyForcibly() {
        exit = exit < 0 ? 137 : exit;
        return this;
    }

    private static final class Pipe extends InputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private int taken;

        @Override
        public int available() {
            return written.size() - taken;
        }

        @Override
        public int read() {
            throw new AssertionError("that would wait");
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int count = Math.min(most, available());
            System.arraycopy(written.toByteArray(), taken, into, from, count);
            taken += count;
            return count;
        }
    }
}
