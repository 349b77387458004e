package ikabud.config;

import ikabud.model.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts the settings together: defaults, then files, then the environment, then flags; the later wins. Every mistake is told
 * at once, those in values that something later would replace too. Confined to one thread.
 */
public final class SettingsLoader {
    private static final List<String> KEYS =
            Arrays.stream(SettingKey.values()).map(SettingKey::key).toList();
    private static final String PREFIX = "IKABUD_";

    private final Problems problems = new Problems();
    private final Map<SettingKey, Setting> effective = new EnumMap<>(SettingKey.class);

    private SettingsLoader() {
        for (SettingKey key : SettingKey.values()) {
            effective.put(key, new Setting(key.key(), key.valueIn(Settings.DEFAULT), "default"));
        }
    }

    /**
     * Loads the settings, or throws a {@link SettingsException} with all mistakes.
     *
     * @param files the settings files, the strongest last; a missing one is an empty one
     * @param flags values given on the command line, by {@link SettingKey#key()}
     */
    public static LoadedSettings load(List<Path> files, Map<String, String> environment, Map<String, String> flags) {
        SettingsLoader loader = new SettingsLoader();
        files.forEach(loader::readFile);
        loader.readEnvironment(environment);
        loader.readFlags(flags);
        if (loader.problems.hasErrors()) {
            throw new SettingsException(loader.problems.all());
        }
        return new LoadedSettings(loader.settings(), List.copyOf(loader.effective.values()));
    }

    private void readFile(Path file) {
        ConfigFile.read(file, problems)
                .flatMap(content -> Section.read(file.toString(), content, problems))
                .ifPresent(this::readSection);
    }

    private void readSection(Section section) {
        section.refuseUnknown("setting", KEYS);
        for (SettingKey key : SettingKey.values()) {
            section.text(key.key()).ifPresent(value -> {
                if (accept(key, value, section.at(key.key()))) {
                    effective.put(key, new Setting(key.key(), value, section.source(key.key())));
                }
            });
        }
    }

    private void readEnvironment(Map<String, String> environment) {
        // no-color.org: present and not empty, whatever it says.
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            effective.put(SettingKey.COLOR, new Setting(SettingKey.COLOR.key(), ColourMode.MONO.word(), "NO_COLOR"));
        }
        Map<String, String> ours = new TreeMap<>(environment);
        ours.keySet().removeIf(name -> !name.startsWith(PREFIX));
        for (SettingKey key : SettingKey.values()) {
            String value = ours.remove(key.variable());
            if (value != null && accept(key, value, key.variable())) {
                effective.put(key, new Setting(key.key(), value, key.variable()));
            }
        }
        ours.keySet().forEach(this::reportMisspelt);
    }

    // Launchers and tests have variables of their own, so only what looks like a setting is told.
    private void reportMisspelt(String variable) {
        String key =
                variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        Nearest.to(key, KEYS)
                .ifPresent(near -> problems.error(
                        Problems.quote(variable),
                        "unknown variable: did you mean " + PREFIX
                                + near.toUpperCase(Locale.ROOT).replace('-', '_') + "?"));
    }

    private void readFlags(Map<String, String> flags) {
        Map<String, String> left = new TreeMap<>(flags);
        for (SettingKey key : SettingKey.values()) {
            String value = left.remove(key.key());
            String flag = "--" + key.key();
            if (value != null && accept(key, value, flag)) {
                effective.put(key, new Setting(key.key(), value, flag));
            }
        }
        left.keySet().forEach(flag -> problems.error("--" + flag, Problems.unknown("setting", flag, KEYS)));
    }

    private boolean accept(SettingKey key, String value, String place) {
        Optional<String> problem = key.problem(value);
        problem.ifPresent(message -> problems.error(place, message));
        return problem.isEmpty();
    }

    private Settings settings() {
        return new Settings(
                duration(SettingKey.REFRESH),
                value(SettingKey.THEME),
                colour(value(SettingKey.COLOR)),
                Ascii.valueOf(value(SettingKey.ASCII).toUpperCase(Locale.ROOT)),
                Boolean.parseBoolean(value(SettingKey.READ_ONLY)),
                Confirm.valueOf(value(SettingKey.CONFIRM).toUpperCase(Locale.ROOT)),
                value(SettingKey.WEB_USER),
                value(SettingKey.PHP),
                value(SettingKey.BACKEND),
                duration(SettingKey.START_TIMEOUT),
                duration(SettingKey.STOP_TIMEOUT),
                Integer.parseInt(value(SettingKey.LOG_LINES)),
                Sizes.parse(value(SettingKey.LOG_MAX_SIZE)).orElse(Settings.DEFAULT.logMaxSize()),
                Integer.parseInt(value(SettingKey.LOG_KEEP)),
                Duration.ofDays(Integer.parseInt(value(SettingKey.EVENTS_KEEP))),
                Integer.parseInt(value(SettingKey.EVENTS_MOST)));
    }

    private String value(SettingKey key) {
        Setting setting = effective.get(key);
        return setting == null ? key.valueIn(Settings.DEFAULT) : setting.value();
    }

    private Duration duration(SettingKey key) {
        return Times.parse(value(key)).orElse(Duration.ZERO);
    }

    private static ColourMode colour(String word) {
        return Arrays.stream(ColourMode.values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElse(ColourMode.AUTO);
    }
}
