package ikabud.cli;

import ikabud.model.IkabudException;

/** A pattern over ids as the shell knows it: {@code *}, {@code ?}, {@code [a-z]}, {@code [!0-9]}. */
final class Glob {
    private static final int LONGEST = 200;

    private final String pattern;

    private Glob(String pattern) {
        this.pattern = pattern;
    }

    /** Whether it is a pattern rather than an id. */
    static boolean isGlob(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    /** Reads a pattern. */
    static Glob parse(String text) {
        if (text.length() > LONGEST) {
            throw IkabudException.usage(
                    "pattern \"" + Complaint.quote(text) + "\"",
                    "it is longer than " + LONGEST + " characters",
                    "ids have at most 25");
        }
        for (int at = 0; at < text.length(); at = afterOne(text, at)) {
            if (text.charAt(at) == '[' && afterOne(text, at) == at + 1) {
                throw IkabudException.usage(
                        "pattern \"" + Complaint.quote(text) + "\"",
                        "a '[' is not closed",
                        "write it like 'shop-[12]'");
            }
        }
        return new Glob(text);
    }

    /** Whether an id fits. Goes back to the last star only, so that no pattern takes long. */
    boolean matches(String id) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < id.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < pattern.length() && fits(at, id.charAt(in))) {
                at = afterOne(pattern, at);
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    private boolean fits(int at, char c) {
        return switch (pattern.charAt(at)) {
            case '?' -> true;
            case '[' -> inClass(pattern.substring(at + 1, afterOne(pattern, at) - 1), c);
            default -> pattern.charAt(at) == c;
        };
    }

    private static boolean inClass(String members, char c) {
        boolean inverted = members.startsWith("!") || members.startsWith("^");
        for (int i = inverted ? 1 : 0; i < members.length(); i++) {
            boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
            char last = range ? members.charAt(i + 2) : members.charAt(i);
            if (members.charAt(i) <= c && c <= last) {
                return !inverted;
            }
            i += range ? 2 : 0;
        }
        return inverted;
    }

    /** Where the element at {@code at} ends; for a class that is not closed, the next character. */
    private static int afterOne(String pattern, int at) {
        int close = pattern.charAt(at) == '[' ? pattern.indexOf(']', at + 2) : -1;
        return close < 0 ? at + 1 : close + 1;
    }
}
