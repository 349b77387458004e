package ikabud.fastcgi;

import java.util.Optional;

/**
 * A reply, or why there is none.
 *
 * @param reason for a person, such as {@code its queue is full}; empty where there is a complete reply
 */
public record Answer(Optional<Reply> reply, String reason) {
    static Answer none(String reason) {
        return new Answer(Optional.empty(), reason);
    }
}
