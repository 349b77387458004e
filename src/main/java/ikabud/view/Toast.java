package ikabud.view;

import ikabud.model.Outcome;

/** A short message about what just happened, shown until the next key or for some seconds. */
public record Toast(Tone tone, String text) {
    /** How good the news is. */
    public enum Tone {
        INFO,
        OK,
        ERROR
    }

    /** What became of a command. */
    public static Toast of(Outcome outcome) {
        String notes = outcome.notes().isEmpty() ? "" : " (" + String.join("; ", outcome.notes()) + ")";
        return new Toast(outcome.isDone() ? Tone.OK : Tone.ERROR, outcome.message() + notes);
    }

    /** Neither good nor bad news. */
    public static Toast info(String text) {
        return new Toast(Tone.INFO, text);
    }

    /** Bad news. */
    public static Toast error(String text) {
        return new Toast(Tone.ERROR, text);
    }
}
