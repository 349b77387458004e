package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Action;
import ikabud.model.HostSample;
import ikabud.model.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The head of the screen: the machine, the meters, the counts, and what the administrator must not overlook. */
final class HeaderPart {
    private static final int WIDEST_METER = 40;
    // Below that the counts have all the room.
    private static final int SUPERVISED_FROM = 60;

    private HeaderPart() {}

    static void draw(Frame frame, Area area, Snapshot snapshot, ScreenState state) {
        drawFirst(frame, area, snapshot, state);
        if (area.height() >= 3) {
            drawMeters(frame, area, area.y() + 1, snapshot, state);
        }
        if (area.height() >= 2) {
            drawLast(frame, area, area.bottom() - 1, snapshot, state);
        }
    }

    private static void drawFirst(Frame frame, Area area, Snapshot snapshot, ScreenState state) {
        int y = area.y();
        int end = drawClock(frame, area, y, snapshot, state);
        end = drawBanners(frame, end, y, state);
        int x = frame.put(area.x() + 1, y, end, "ikabud-top", Role.TITLE) + 2;
        HostSample host = snapshot.host();
        if (!host.name().isEmpty()) {
            x = frame.put(
                            x,
                            y,
                            end,
                            Width.fit(
                                    host.name(),
                                    end - x,
                                    state.surroundings().glyphs().ellipsis()),
                            Role.TEXT)
                    + 2;
        }
        for (String fact : hostFacts(host)) {
            if (x + fact.length() >= end) {
                return;
            }
            x = frame.put(x, y, end, fact, Role.TEXT_DIM) + 2;
        }
    }

    private static List<String> hostFacts(HostSample host) {
        List<String> facts = new ArrayList<>(2);
        if (host.load1().isPresent()
                && host.load5().isPresent()
                && host.load15().isPresent()) {
            facts.add("load " + Numbers.load(host.load1().getAsDouble())
                    + " " + Numbers.load(host.load5().getAsDouble())
                    + " " + Numbers.load(host.load15().getAsDouble()));
        }
        host.uptimeSeconds().ifPresent(seconds -> facts.add("up " + Numbers.duration(Duration.ofSeconds(seconds))));
        return facts;
    }

    // The time of the figures, not of the day: when it stands still, so do they, and then it says so.
    private static int drawClock(Frame frame, Area area, int y, Snapshot snapshot, ScreenState state) {
        if (snapshot.tick() == 0) {
            return area.right() - 1;
        }
        String time = Moments.time(snapshot.at(), state.surroundings().zone());
        boolean stale = state.stale();
        String shown = stale ? "figures are " + Numbers.duration(state.age()) + " old" : time;
        int x = area.right() - 1 - shown.length();
        frame.put(x, y, shown, stale ? Role.VALUE_WARN : Role.TEXT);
        return x - 1;
    }

    private static int drawBanners(Frame frame, int end, int y, ScreenState state) {
        int x = end;
        if (state.frozen()) {
            String text = frame.width() < 60 ? " paused " : " paused, Z goes on ";
            x = drawBanner(frame, x, y, text, Role.BANNER_PAUSED);
        }
        if (state.readOnly()) {
            x = drawBanner(frame, x, y, " read-only ", Role.BANNER_READONLY);
        }
        if (state.surroundings().user().equals("root")) {
            x = drawBanner(frame, x, y, " root ", Role.BANNER_ROOT);
        }
        return x;
    }

    private static int drawBanner(Frame frame, int end, int y, String text, Role role) {
        int x = end - text.length();
        frame.put(x, y, text, role);
        return x - 1;
    }

    private static void drawMeters(Frame frame, Area area, int y, Snapshot snapshot, ScreenState state) {
        Glyphs glyphs = state.surroundings().glyphs();
        HostSample host = snapshot.host();
        int half = area.width() / 2;
        int meter = half < 30 ? 0 : Math.min(WIDEST_METER, half - 24);
        String reading = snapshot.tick() == 0 ? "reading" + glyphs.ellipsis() : Cells.UNKNOWN;
        String cores = meter == 0 ? "%" : host.cores() == 1 ? "% of 1 core" : "% of " + host.cores() + " cores";
        String cpu =
                host.cpuPercent().isPresent() ? Math.round(host.cpuPercent().getAsDouble()) + cores : reading;
        drawMeter(frame, area.x() + 1, y, meter, "cpu", host.cpuPercent().orElse(0) / 100, cpu, glyphs);
        boolean known =
                host.memoryUsedBytes().isPresent() && host.memoryTotalBytes().isPresent();
        double used = host.memoryUsedBytes().orElse(0);
        double total = Math.max(1, host.memoryTotalBytes().orElse(1));
        String memory = known ? Numbers.bytes((long) used) + " of " + Numbers.bytes((long) total) : reading;
        int x = area.x() + 1 + (meter == 0 ? half - 4 : Math.min(half, meter + 26));
        drawMeter(frame, x, y, meter, "mem", used / total, memory, glyphs);
    }

    private static void drawMeter(
            Frame frame, int x, int y, int width, String label, double share, String text, Glyphs glyphs) {
        int at = frame.put(x, y, label, Role.TEXT_DIM) + 1;
        if (width > 0) {
            Meter.draw(frame, at, y, width, share, glyphs);
            at += width + 1;
        }
        frame.put(at, y, text, Role.TEXT);
    }

    private static void drawLast(Frame frame, Area area, int y, Snapshot snapshot, ScreenState state) {
        Surroundings around = state.surroundings();
        int end = area.right() - 1;
        int x = area.x() + 1;
        String kept = area.width() < SUPERVISED_FROM
                ? ""
                : withKey(around.supervised().word(), state);
        // Before the first reading nothing is claimed.
        if (snapshot.tick() > 0) {
            int most = kept.isEmpty() ? end : end - kept.length() - 2;
            x = CountsPart.draw(frame, x, y, most, snapshot, around.glyphs());
        }
        end = drawSupervised(frame, x, end, y, state);
        for (String fact : List.of(around.notice(), around.backend(), around.theme())) {
            if (!fact.isEmpty() && end - fact.length() - 2 > x) {
                frame.putRight(x, end, y, fact, fact.equals(around.notice()) ? Role.TEXT : Role.TEXT_DIM);
                end -= fact.length() + 2;
            }
        }
    }

    // Who reads that nobody supervises shall know what to press.
    private static String withKey(String text, ScreenState state) {
        return FooterPart.offersSupervisor(state)
                ? text + " (" + Action.SUPERVISE.keys().get(0) + ")"
                : text;
    }

    /** As long as there is room for it, and returns the column before it. */
    private static int drawSupervised(Frame frame, int x, int end, int y, ScreenState state) {
        Supervised supervised = state.surroundings().supervised();
        String sentence = withKey(supervised.sentence(), state);
        String shown = end - sentence.length() >= x ? sentence : withKey(supervised.word(), state);
        if (shown.isEmpty() || end - shown.length() < x) {
            return end;
        }
        frame.putRight(x, end, y, shown, supervised.byNobody() ? Role.VALUE_WARN : Role.TEXT_DIM);
        return end - shown.length() - 2;
    }
}
