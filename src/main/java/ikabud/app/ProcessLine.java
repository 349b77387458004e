package ikabud.app;

import ikabud.model.InstanceRecord;
import ikabud.model.PlainText;
import ikabud.model.ProcessIdentity;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes one process the way {@code ps} does, so that what people know to read is there. */
final class ProcessLine {
    private static final int LONGEST_COMMAND = 100;
    // 4711.08 9322.51
    private static final Pattern UPTIME = Pattern.compile("^(\\d{1,12}(?:\\.\\d{1,3})?) ");
    // MemTotal:       24669136 kB
    private static final Pattern MEMORY = Pattern.compile("^MemTotal: +(\\d{1,15}) kB", Pattern.MULTILINE);

    private final ProcFs proc;

    ProcessLine(ProcFs proc) {
        this.proc = proc;
    }

    /** The recorded master's line; empty when it does not run. */
    Optional<String> of(InstanceRecord record) {
        ProcessIdentity master = record.observed().master();
        if (master == null) {
            return Optional.empty();
        }
        return proc.stat(master.pid())
                .filter(stat -> stat.startTicks() == master.startTicks() && stat.state() != 'Z')
                .map(stat -> line(stat, record.instance().owner().name()));
    }

    private String line(ProcStat stat, String user) {
        long seconds = (stat.userTicks() + stat.systemTicks()) / proc.ticksPerSecond();
        List<String> words = proc.commandLine(stat.pid());
        String command = words.isEmpty() ? "[" + stat.comm() + "]" : String.join(" ", words);
        return String.format(
                Locale.ROOT,
                "%d %s %s %s %02d:%02d:%02d %s",
                stat.pid(),
                user,
                percent(cpuPercent(stat)),
                percent(memoryPercent(stat)),
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                PlainText.shorten(PlainText.neutralise(command), LONGEST_COMMAND));
    }

    private static String percent(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "-";
    }

    private OptionalDouble cpuPercent(ProcStat stat) {
        OptionalDouble uptime = number(proc.read("uptime"), UPTIME);
        double lived = uptime.orElse(0) - (double) stat.startTicks() / proc.ticksPerSecond();
        double used = (double) (stat.userTicks() + stat.systemTicks()) / proc.ticksPerSecond();
        return uptime.isPresent() && lived > 0 ? OptionalDouble.of(100 * used / lived) : OptionalDouble.empty();
    }

    private OptionalDouble memoryPercent(ProcStat stat) {
        OptionalDouble totalKilobytes = number(proc.read("meminfo"), MEMORY);
        double resident = stat.residentPages() * (double) proc.pageSize();
        return totalKilobytes.isPresent()
                ? OptionalDouble.of(100 * resident / (totalKilobytes.getAsDouble() * 1024))
                : OptionalDouble.empty();
    }

    private static OptionalDouble number(Optional<String> text, Pattern place) {
        Matcher found = place.matcher(text.orElse(""));
        return found.find() ? OptionalDouble.of(Double.parseDouble(found.group(1))) : OptionalDouble.empty();
    }
}
