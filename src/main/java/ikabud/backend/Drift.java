package ikabud.backend;

import org.jspecify.annotations.Nullable;

/**
 * Something of an instance that is not any more as it was made.
 *
 * @param what the file, user or unit
 * @param why how it is, and how it should be
 * @param remedy what a person can do about it; empty where {@code mend} is all there is to do
 * @param mend makes it as it was, without touching what runs; null where only a person can
 */
public record Drift(
        String what, String why, String remedy, @Nullable Runnable mend) {}
