package ikabud.backend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first two lines of a file that we render: that we wrote it, and a sum that shows a change by hand. Pure.
 *
 * @param comment what begins a comment in that kind of file
 */
record Seal(String comment) {
    private static final int SUM_BYTES = 16;

    /** The file with its seal. */
    String on(String rest) {
        return mark() + " A file that was changed by hand is kept as it is; delete it to get a new one.\n"
                + sumLine(rest) + rest;
    }

    /** Whether we wrote the file, changed since or not. */
    boolean isOn(String file) {
        return file.startsWith(mark());
    }

    /** Whether it is still as we wrote it. */
    boolean isWhole(String file) {
        int sumAt = file.indexOf('\n') + 1;
        int restAt = file.indexOf('\n', sumAt) + 1;
        return isOn(file)
                && sumAt > 0
                && restAt > 0
                && file.substring(sumAt, restAt).equals(sumLine(file.substring(restAt)));
    }

    private String mark() {
        return comment + " Written by Ikabud.";
    }

    private String sumLine(String rest) {
        return comment + " ikabud sum = " + sum(rest) + "\n";
    }

    private static String sum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, SUM_BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
