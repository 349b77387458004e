package ikabud.view;

import ikabud.config.Role;
import ikabud.model.BootCheck;
import ikabud.model.BootLog;
import ikabud.model.BootPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the last boot of an instance went: its five phases, their checks, and what to do about those that failed. */
final class BootSheet {
    private static final int LABELS = 18;
    private static final int NARROW_LABELS = 12;
    private static final int ROOMY = 60;

    private BootSheet() {}

    static Sheet of(Optional<Chronicle> chronicle, Surroundings around, int width) {
        Sheet sheet = new Sheet(width < ROOMY ? NARROW_LABELS : LABELS);
        if (chronicle.isEmpty()) {
            return sheet.pair("", "reading" + around.glyphs().ellipsis(), Role.TEXT_DIM);
        }
        Optional<BootLog> boot = chronicle.get().boot();
        if (boot.isEmpty()) {
            return sheet.pair("", "no boot is recorded yet");
        }
        fill(sheet, boot.get(), around);
        return sheet;
    }

    private static void fill(Sheet sheet, BootLog boot, Surroundings around) {
        sheet.pair("begun", Moments.full(boot.at(), around.zone()));
        sheet.pair("took", Numbers.brief(boot.took()));
        sheet.pair("ended", ended(boot), role(worst(boot.checks())));
        for (BootPhase phase : BootPhase.values()) {
            List<BootCheck> checks = boot.checks().stream()
                    .filter(check -> check.phase() == phase)
                    .toList();
            if (!checks.isEmpty()) {
                phase(sheet, phase, checks);
            }
        }
    }

    private static void phase(Sheet sheet, BootPhase phase, List<BootCheck> checks) {
        Duration took = checks.stream().map(BootCheck::took).reduce(Duration.ZERO, Duration::plus);
        sheet.gap();
        sheet.heading(phase.number() + " " + phase.word() + ", " + Numbers.brief(took));
        for (BootCheck check : checks) {
            boolean looked = check.result() != BootCheck.Result.SKIPPED;
            String detail = check.detail().isEmpty() ? "" : ": " + check.detail();
            String time = looked ? ", " + Numbers.brief(check.took()) : "";
            sheet.pair(check.name(), check.result().word() + time + detail, role(check.result()));
            if (!check.remedy().isEmpty()) {
                sheet.pair("", check.remedy(), Role.TITLE);
            }
        }
    }

    private static String ended(BootLog boot) {
        Optional<BootCheck> failed = boot.checks().stream()
                .filter(check -> check.result() == BootCheck.Result.FAILED)
                .findFirst();
        if (failed.isEmpty()) {
            return worst(boot.checks()) == BootCheck.Result.WARNED ? "up, with warnings" : "up";
        }
        BootPhase phase = failed.get().phase();
        String where = " (phase " + phase.number() + ", " + phase.word() + ": "
                + failed.get().name() + ")";
        return (phase == BootPhase.SITE ? "up, but the site does not work" : "failed") + where;
    }

    private static BootCheck.Result worst(List<BootCheck> checks) {
        BootCheck.Result worst = BootCheck.Result.PASSED;
        for (BootCheck check : checks) {
            if (check.result() == BootCheck.Result.FAILED) {
                return BootCheck.Result.FAILED;
            }
            if (check.result() == BootCheck.Result.WARNED) {
                worst = BootCheck.Result.WARNED;
            }
        }
        return worst;
    }

    private static Role role(BootCheck.Result result) {
        return switch (result) {
            case PASSED -> Role.VALUE_OK;
            case WARNED -> Role.VALUE_WARN;
            case FAILED -> Role.VALUE_CRITICAL;
            case SKIPPED -> Role.TEXT_DIM;
        };
    }
}
