package ikabud.tui;

import ikabud.os.Terminal.Size;
import ikabud.support.TerminalModel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A terminal that is made up: it notes what is done to it and shows what is written. Confined to one test. */
final class FakeDevice implements TerminalDevice {
    private Size size = new Size(120, 40);
    private TerminalModel terminal = new TerminalModel(120, 40);
    private final List<String> done = new ArrayList<>();
    private int writes;
    private boolean gone;

    void resize(int columns, int rows) {
        size = new Size(columns, rows);
        terminal = new TerminalModel(columns, rows);
    }

    /** What was done to the line settings, in order. */
    List<String> done() {
        return done;
    }

    TerminalModel terminal() {
        return terminal;
    }

    int writes() {
        return writes;
    }

    /** Every write fails from now on. */
    void vanish() {
        gone = true;
    }

    /** What is on the screen, row by row. */
    String screen() {
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < size.rows(); y++) {
            text.append(terminal.row(y)).append('\n');
        }
        return text.toString();
    }

    @Override
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("one byte at a time");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (gone) {
                    throw new IOException("Input/output error");
                }
                writes++;
                terminal.feed(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        };
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public void makeRaw() {
        done.add("raw");
    }

    @Override
    public void restore() {
        done.add("restore");
    }

    @Override
    public void suspend() {
        done.add("suspended");
    }
}
