package ikabud.model;

import java.util.List;
import java.util.Optional;

/** Opens the logs of an instance for reading. */
public interface LogSource {
    /** Starts at the last {@code lines} lines of all logs of the instance; a missing log is an empty one. */
    Follower follow(InstanceId id, int lines);

    /** The same for somebody who reads those lines only, so that nothing is started to get the next ones. */
    default Follower last(InstanceId id, int lines) {
        return follow(id, lines);
    }

    /** Reads on from where it stopped, through rotation and truncation. Confined to one thread at a time. */
    interface Follower extends AutoCloseable {
        /** The lines that came since the last call, oldest first, at most {@code most}; never blocks. */
        List<LogLine> read(int most);

        /** Whether all of the past is there to be read; until then there may be nothing to read yet. Never blocks. */
        default boolean ready() {
            return true;
        }

        /**
         * Has {@code more} called once, on any thread, when there may be something to read; to be asked before reading.
         *
         * @return false where that cannot be told, so that it must be read again and again
         */
        default boolean tell(Runnable more) {
            return false;
        }

        /** Why one of the logs is not read, or not any more; the others go on. */
        default Optional<IkabudException> trouble() {
            return Optional.empty();
        }

        /** Lines skipped because they came faster than they were read. */
        long dropped();

        @Override
        void close();
    }
}
