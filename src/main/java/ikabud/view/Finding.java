package ikabud.view;

/** Looks for a text in another without regard to case, and without making a copy of either. */
final class Finding {
    private Finding() {}

    /** Where {@code needle} begins at or after {@code from}; -1 if it does not, or is empty. */
    static int indexOf(String text, String needle, int from) {
        if (needle.isEmpty()) {
            return -1;
        }
        char small = Character.toLowerCase(needle.charAt(0));
        char capital = Character.toUpperCase(needle.charAt(0));
        int last = text.length() - needle.length();
        for (int i = from; i <= last; i++) {
            char first = text.charAt(i);
            if ((first == small || first == capital) && text.regionMatches(true, i, needle, 0, needle.length())) {
                return i;
            }
        }
        return -1;
    }
}
