package ikabud.config;

/**
 * One effective setting and where it came from.
 *
 * @param value as it would be written in the settings file
 * @param source {@code default}, {@code /etc/ikabud/ikabud.json:3:5}, {@code IKABUD_THEME}, {@code --theme}
 */
public record Setting(String name, String value, String source) {}
