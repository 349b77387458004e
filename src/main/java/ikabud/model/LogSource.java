package ikabud.model;

import java.util.List;

/** Opens the logs of an instance for reading. */
public interface LogSource {
    /** Starts at the last {@code lines} lines of all logs of the instance; a missing log is an empty one. */
    Follower follow(InstanceId id, int lines);

    /** Reads on from where it stopped, through rotation and truncation. Confined to one thread at a time. */
    interface Follower extends AutoCloseable {
        /** The lines that came since the last call, oldest first, at most {@code most}; never blocks. */
        List<LogLine> read(int most);

        /** Lines skipped because they came faster than they were read. */
        long dropped();

        @Override
        void close();
    }
}
