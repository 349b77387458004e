package ikabud.view;

import ikabud.config.Role;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything about one instance, in pages.
 *
 * @param top the first line shown
 * @param atEnd whether the end stays in sight when lines are added
 * @param chronicle what the journal tells; empty before it was read
 */
public record DetailPage(InstanceId id, DetailTab tab, int top, boolean atEnd, Optional<Chronicle> chronicle)
        implements Overlay {
    private static final int WIDEST = 120;
    // The line of tabs and a blank one.
    private static final int HEAD = 2;
    private static final int FAR = 1_000_000;

    /** Its first page. */
    public static DetailPage of(InstanceId id) {
        return new DetailPage(id, DetailTab.OVERVIEW, 0, false, Optional.empty());
    }

    /** Another page; the history shows its end first. */
    public DetailPage on(DetailTab other) {
        return new DetailPage(id, other, 0, other == DetailTab.HISTORY, chronicle);
    }

    /** With what the journal tells now. */
    public DetailPage with(Chronicle told) {
        return told.id().equals(id) ? new DetailPage(id, tab, top, atEnd, Optional.of(told)) : this;
    }

    /** Scrolled by some lines, or as far as it goes. */
    public DetailPage moved(int by) {
        int moved = (int) Math.max(0, Math.min(FAR, (long) top + by));
        return new DetailPage(id, tab, moved, by >= FAR || (atEnd && by >= 0), chronicle);
    }

    @Override
    public DetailPage settled(Snapshot snapshot, ScreenState state, int width, int height) {
        Area inside = inside(width, height);
        int last = Math.max(0, sheet(snapshot, state, inside.width()).rows(inside.width()) - inside.height());
        boolean end = tab == DetailTab.HISTORY && (atEnd || (top >= last && last > 0));
        return new DetailPage(id, tab, end ? last : Math.min(top, last), end, chronicle);
    }

    // The same for all pages, so that nothing jumps from one to the other.
    private static Area box(int width, int height) {
        return new Area(0, 0, width, height - 1).centred(Math.min(WIDEST, width), height - 1);
    }

    private static Area inside(int width, int height) {
        return box(width, height).inside(2, 1).below(HEAD);
    }

    @Override
    public void draw(Frame frame, Snapshot snapshot, ScreenState state) {
        Glyphs glyphs = state.surroundings().glyphs();
        Area box = box(frame.width(), frame.height());
        Area whole = Box.draw(frame, box, id.value(), Role.BORDER_FOCUS, glyphs);
        drawTabs(frame, whole);
        Area inside = inside(frame.width(), frame.height());
        Sheet sheet = sheet(snapshot, state, inside.width());
        Page.drawSheet(frame, box, inside, sheet, top);
    }

    // Where they do not all fit, only the one that is shown has its name.
    private void drawTabs(Frame frame, Area area) {
        int all = 0;
        for (DetailTab each : DetailTab.values()) {
            all += each.key().length() + 1 + each.word().length() + 2;
        }
        int x = area.x();
        for (DetailTab each : DetailTab.values()) {
            x = frame.put(x, area.y(), area.right(), each.key(), Role.KEY);
            if (each == tab || all - 2 <= area.width()) {
                Role role = each == tab ? Role.HEADER_SORTED : Role.TEXT_DIM;
                x = frame.put(x + 1, area.y(), area.right(), each == tab ? "[" + each.word() + "]" : each.word(), role);
            }
            x += 2;
        }
    }

    private Sheet sheet(Snapshot snapshot, ScreenState state, int width) {
        Optional<InstanceSample> sample = snapshot.find(id);
        return switch (tab) {
            case OVERVIEW ->
                sample.map(seen -> OverviewSheet.of(seen, snapshot, state, chronicle))
                        .orElseGet(DetailPage::gone);
            case WORKERS -> sample.map(WorkersSheet::of).orElseGet(DetailPage::gone);
            case FILES ->
                sample.map(seen -> FilesSheet.of(seen, state.surroundings().layout()))
                        .orElseGet(DetailPage::gone);
            case BOOT -> BootSheet.of(chronicle, state.surroundings(), width);
            case HISTORY -> HistorySheet.of(chronicle, state.surroundings().zone(), width);
        };
    }

    private static Sheet gone() {
        return new Sheet(0).pair("", "it is gone; its history stays", Role.DIALOG_DANGER);
    }

    @Override
    public List<String> hints() {
        List<String> hints = new ArrayList<>(List.of("Left/Right page", "Up/Down scroll"));
        if (tab == DetailTab.HISTORY) {
            hints.add("G newest");
        }
        hints.add("Esc close");
        return hints;
    }
}
