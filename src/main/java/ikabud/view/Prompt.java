package ikabud.view;

/** The line being typed at the foot of the screen. */
public record Prompt(Purpose purpose, TextField field) {
    /** What the line is for. */
    public enum Purpose {
        /** Which instances the table shows; works while it is typed. */
        FILTER("filter"),
        /** What is highlighted in the log; works while it is typed. */
        SEARCH("search");

        private final String word;

        Purpose(String word) {
            this.word = word;
        }

        /** What stands before the line. */
        public String word() {
            return word;
        }
    }

    /** The same with an edited line. */
    public Prompt with(TextField edited) {
        return new Prompt(purpose, edited);
    }
}
