package ikabud.tui;

import ikabud.config.Theme;
import ikabud.view.Frame;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The terminal's second screen, which is entered at the start and left at the end, so that the shell's lines are there
 * again.
 *
 * <p>Frames come from the ui thread. {@link #close} may come from any: after it nothing is written any more.
 */
final class AlternateScreen {
    // Second screen, no wrapping at the right edge, normal cursor keys, marked pastes; the painter hides the cursor.
    private static final String ENTER = "\u001b[?1049h\u001b[?7l\u001b[?1l\u001b[?2004h";
    private static final String LEAVE = "\u001b[?2004l\u001b[r\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

    private final OutputStream out;
    private final ByteBuilder bytes = new ByteBuilder();
    private final Painter painter;
    private boolean entered;
    private boolean closed;

    /** Writes to {@code out}; with {@code ascii} nothing but ASCII. */
    AlternateScreen(OutputStream out, Theme theme, boolean ascii) {
        this.out = out;
        this.painter = new Painter(bytes, new StyleCodes(theme), ascii);
    }

    /** Paints a frame, entering the screen first where that has not been done. One write. */
    synchronized void show(Frame frame) throws IOException {
        if (closed) {
            return;
        }
        if (!entered) {
            entered = true;
            painter.forget();
            bytes.ascii(ENTER);
        }
        painter.paint(frame);
        bytes.flushTo(out);
    }

    /** Other colours from the next frame on. */
    synchronized void restyle(Theme theme) {
        painter.restyle(new StyleCodes(theme));
    }

    /** The next frame erases and writes everything. */
    synchronized void forget() {
        painter.forget();
    }

    /** The next frame enters the screen again, whatever the terminal shows now. */
    synchronized void lose() {
        entered = false;
    }

    /** Back to the shell's screen, until the next frame. */
    synchronized void leave() throws IOException {
        if (entered) {
            entered = false;
            bytes.ascii(LEAVE).flushTo(out);
        }
    }

    /** Back to the shell's screen for good. A terminal that is gone is no failure. */
    synchronized void close() {
        try {
            leave();
        } catch (IOException gone) {
            entered = false;
        }
        closed = true;
    }
}
