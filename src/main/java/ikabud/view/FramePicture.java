package ikabud.view;

import ikabud.config.Attribute;
import ikabud.config.Colour;
import ikabud.config.Style;
import ikabud.config.Theme;

/** A frame as an SVG picture, so that what the documentation shows is what the program draws. */
public final class FramePicture {
    private static final int FONT_SIZE = 14;
    private static final double CELL_WIDTH = 8.43;
    private static final double CELL_HEIGHT = 17;
    private static final double BASELINE = 13.2;
    private static final double MARGIN = 14;
    // The 16 colours as xterm has them.
    private static final int[] NAMED = {
        0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
        0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
    };

    private final Frame frame;
    private final Theme theme;
    private final StringBuilder svg = new StringBuilder(64_000);

    private FramePicture(Frame frame, Theme theme) {
        this.frame = frame;
        this.theme = theme;
    }

    /** The picture; best with a theme of full colour depth. */
    public static String svg(Frame frame, Theme theme) {
        return new FramePicture(frame, theme).draw();
    }

    private String draw() {
        String width = number(frame.width() * CELL_WIDTH + 2 * MARGIN);
        String height = number(frame.height() * CELL_HEIGHT + 2 * MARGIN);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height);
        svg.append("\" width=\"").append(width).append("\" height=\"").append(height);
        svg.append("\" font-family=\"'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"");
        svg.append(FONT_SIZE).append("\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"")
                .append(page())
                .append("\"/>\n");
        for (int y = 0; y < frame.height(); y++) {
            drawRow(y);
        }
        return svg.append("</svg>\n").toString();
    }

    private void drawRow(int y) {
        int start = 0;
        while (start < frame.width()) {
            int end = start + 1;
            while (end < frame.width() && Frame.roleOf(frame.cell(end, y)) == Frame.roleOf(frame.cell(start, y))) {
                end++;
            }
            drawRun(y, start, end);
            start = end;
        }
    }

    private void drawRun(int y, int start, int end) {
        Style style = theme.style(Frame.roleOf(frame.cell(start, y)));
        boolean reversed = style.attributes().contains(Attribute.REVERSE);
        String ink = colour(style.foreground(), ink());
        String paper = colour(style.background(), page());
        if (reversed || !paper.equals(page())) {
            svg.append("<rect x=\"").append(x(start)).append("\" y=\"").append(number(MARGIN + y * CELL_HEIGHT));
            svg.append("\" width=\"").append(number((end - start) * CELL_WIDTH)).append("\" height=\"");
            svg.append(number(CELL_HEIGHT))
                    .append("\" fill=\"")
                    .append(reversed ? ink : paper)
                    .append("\"/>\n");
        }
        drawText(y, start, end, reversed ? paper : ink, style);
    }

    // Blanks at both ends are left out: they carry no ink, and a renderer may collapse them.
    private void drawText(int y, int start, int end, String ink, Style style) {
        int first = start;
        int last = end;
        while (first < last && Frame.codePointOf(frame.cell(first, y)) == ' ') {
            first++;
        }
        while (last > first && Frame.codePointOf(frame.cell(last - 1, y)) == ' ') {
            last--;
        }
        if (first == last) {
            return;
        }
        svg.append("<text x=\"").append(x(first)).append("\" y=\"");
        svg.append(number(MARGIN + y * CELL_HEIGHT + BASELINE)).append("\" textLength=\"");
        svg.append(number((last - first) * CELL_WIDTH))
                .append("\" xml:space=\"preserve\" fill=\"")
                .append(ink)
                .append('"');
        svg.append(style.attributes().contains(Attribute.BOLD) ? " font-weight=\"bold\"" : "");
        svg.append(style.attributes().contains(Attribute.ITALIC) ? " font-style=\"italic\"" : "");
        svg.append(style.attributes().contains(Attribute.UNDERLINE) ? " text-decoration=\"underline\"" : "");
        svg.append(style.attributes().contains(Attribute.DIM) ? " opacity=\"0.6\"" : "")
                .append('>');
        for (int x = first; x < last; x++) {
            escape(Frame.codePointOf(frame.cell(x, y)));
        }
        svg.append("</text>\n");
    }

    private void escape(int codePoint) {
        switch (codePoint) {
            case 0 -> svg.append("");
            case '<' -> svg.append("&lt;");
            case '>' -> svg.append("&gt;");
            case '&' -> svg.append("&amp;");
            default -> svg.appendCodePoint(codePoint);
        }
    }

    private String page() {
        return theme.variant() == Theme.Variant.DARK ? "#16181d" : "#ffffff";
    }

    private String ink() {
        return theme.variant() == Theme.Variant.DARK ? "#d7dae0" : "#1c1f26";
    }

    private static String colour(Colour colour, String terminal) {
        return switch (colour.kind()) {
            case DEFAULT -> terminal;
            case NAMED -> hex(NAMED[colour.value() & 15]);
            case INDEXED -> hex(indexed(colour.value()));
            case RGB -> hex(colour.value());
        };
    }

    // 16 named colours, a cube of 6x6x6, and 24 greys.
    private static int indexed(int number) {
        if (number < 16) {
            return NAMED[number];
        }
        if (number >= 232) {
            return (8 + 10 * (number - 232)) * 0x010101;
        }
        int cube = number - 16;
        return step(cube / 36) << 16 | step(cube / 6 % 6) << 8 | step(cube % 6);
    }

    private static int step(int level) {
        return level == 0 ? 0 : 55 + 40 * level;
    }

    private static String hex(int rgb) {
        return "#" + Integer.toHexString(0x1000000 | rgb).substring(1);
    }

    private static String x(int column) {
        return number(MARGIN + column * CELL_WIDTH);
    }

    private static String number(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths % 100 == 0 ? Long.toString(hundredths / 100) : Double.toString(hundredths / 100.0);
    }
}
