package ikabud.tui;

import ikabud.view.LogLines;
import ikabud.view.LogState;
import ikabud.view.Prompt;
import ikabud.view.ScreenState;
import ikabud.view.TextField;
import java.util.Optional;

/** The keys while the filter or a search is typed: they edit the line, end it or move, and never command. Pure. */
final class PromptKeys {
    private PromptKeys() {}

    static Reaction react(Situation now, Prompt prompt, String key) {
        ScreenState state = now.state();
        switch (key) {
            case "Enter" -> {
                return Reaction.show(entered(now, prompt));
            }
            case "Esc" -> {
                return Reaction.show(
                        applied(state, prompt.with(TextField.EMPTY)).withPrompt(Optional.empty()));
            }
            case "Up", "Down", "PgUp", "PgDn" -> {
                return Reaction.show(moved(now, prompt, key));
            }
            case "Backspace" -> {
                if (prompt.field().text().isEmpty()) {
                    return Reaction.show(state.withPrompt(Optional.empty()));
                }
            }
            default -> {
                // the line decides
            }
        }
        return Reaction.show(LineEdit.edit(prompt.field(), key)
                .map(line -> applied(state, prompt.with(line)))
                .orElse(state));
    }

    /** Pasted text is typed text here. */
    static ScreenState paste(ScreenState state, Prompt prompt, String text) {
        return applied(state, prompt.with(prompt.field().typed(text)));
    }

    /** The state with the line as it is now, at work at once. */
    private static ScreenState applied(ScreenState state, Prompt prompt) {
        String text = prompt.field().text();
        ScreenState typing = state.withPrompt(Optional.of(prompt));
        return switch (prompt.purpose()) {
            case FILTER -> typing.with(state.table().filteredBy(text));
            case SEARCH -> typing.with(state.log().searching(text));
        };
    }

    private static ScreenState entered(Situation now, Prompt prompt) {
        ScreenState closed = now.state().withPrompt(Optional.empty());
        if (prompt.purpose() == Prompt.Purpose.FILTER || closed.log().search().isEmpty()) {
            return closed;
        }
        LogState found = LogLines.toMatch(closed.log(), true, now.regions().logText());
        return closed.with(
                found.equals(closed.log())
                        ? LogLines.toMatch(found, false, now.regions().logText())
                        : found);
    }

    private static ScreenState moved(Situation now, Prompt prompt, String key) {
        int by = (key.startsWith("Pg") ? now.page() : 1) * (key.endsWith("Up") ? -1 : 1);
        ScreenState state = now.state();
        return switch (prompt.purpose()) {
            case FILTER -> state.with(state.table().moved(now.rows(), by));
            case SEARCH ->
                state.with(LogLines.scrolled(state.log(), by, now.regions().logText()));
        };
    }
}
