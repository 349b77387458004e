package ikabud.tui;

import ikabud.os.Terminal;
import ikabud.os.Terminal.Size;
import java.io.OutputStream;

/** The terminal as the dashboard needs it. Used by the ui thread; {@link #restore} also by a shutdown hook. */
public interface TerminalDevice {
    /** Where frames are written to; need not be buffered. */
    OutputStream output();

    /** The size now. */
    Size size();

    /** Every key comes at once and as a key, whatever was set before. */
    void makeRaw();

    /** Gives the terminal back as it was found. */
    void restore();

    /** Stops this process until the shell lets it go on. Returns then. */
    void suspend();

    /** The real terminal; where its size is unknown, 80 × 24. */
    static TerminalDevice of(Terminal terminal, OutputStream output) {
        return new TerminalDevice() {
            @Override
            public OutputStream output() {
                return output;
            }

            @Override
            public Size size() {
                return terminal.size().orElse(new Size(80, 24));
            }

            @Override
            public void makeRaw() {
                terminal.makeRaw();
            }

            @Override
            public void restore() {
                terminal.restore();
            }

            @Override
            public void suspend() {
                terminal.suspendSelf();
            }
        };
    }
}
