package ikabud.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How many colours the user wants. */
public enum ColourMode {
    /** As many as the terminal says it has. */
    AUTO("auto", null),
    MONO("mono", Depth.MONO),
    SIXTEEN("16", Depth.SIXTEEN),
    INDEXED("256", Depth.INDEXED),
    TRUE("true", Depth.TRUE);

    private final String word;
    private final @Nullable Depth depth;

    ColourMode(String word, @Nullable Depth depth) {
        this.word = word;
        this.depth = depth;
    }

    /** The word in settings and flags. */
    public String word() {
        return word;
    }

    /** The depth it asks for; empty for {@link #AUTO}. */
    public Optional<Depth> depth() {
        return Optional.ofNullable(depth);
    }
}
