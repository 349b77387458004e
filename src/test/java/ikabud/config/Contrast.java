package ikabud.config;

/** How well text stands out from what is behind it, as WCAG 2 counts it: from 1 to 21. */
final class Contrast {
    private Contrast() {}

    /** The contrast of a style on a terminal of nearly black, or white, ground. */
    static double of(Style style, Theme.Variant variant) {
        boolean dark = variant == Theme.Variant.DARK;
        double text = luminance(style.foreground(), dark ? 0xd0d0d0 : 0x000000);
        double ground = luminance(style.background(), dark ? 0x141414 : 0xffffff);
        return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    }

    private static double luminance(Colour colour, int ifDefault) {
        int rgb = colour.kind() == Colour.Kind.DEFAULT ? ifDefault : colour.rgb();
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double share = (channel & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
