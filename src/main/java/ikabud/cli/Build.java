package ikabud.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which build this is, as Maven wrote it into the jar. */
final class Build {
    private Build() {}

    /** The version, or a dash where the file is missing. */
    static String version() {
        Properties build = new Properties();
        try (InputStream file = Build.class.getResourceAsStream("/ikabud/build.properties")) {
            if (file != null) {
                build.load(file);
            }
        } catch (IOException e) {
            return Table.UNKNOWN;
        }
        return build.getProperty("version", Table.UNKNOWN);
    }
}
