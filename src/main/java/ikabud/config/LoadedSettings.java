package ikabud.config;

import java.util.List;

/**
 * The settings with where each of them came from.
 *
 * @param effective one for each {@link SettingKey}, in its order
 */
public record LoadedSettings(Settings settings, List<Setting> effective) {
    /** Keeps its own copy of the list. */
    public LoadedSettings {
        effective = List.copyOf(effective);
    }

    /** One setting with where it came from. */
    public Setting setting(SettingKey key) {
        return effective.stream()
                .filter(setting -> setting.name().equals(key.key()))
                .findFirst()
                .orElseThrow();
    }
}
