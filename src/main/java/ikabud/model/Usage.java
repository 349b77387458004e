package ikabud.model;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the site of an instance without processes takes, as it was measured last. Unknown is empty or null.
 *
 * @param diskBytes all files below its document root
 * @param diskAt wall-clock time at which that was complete
 * @param databaseBytes tables and indexes of its database, as the server tells
 * @param databaseAt wall-clock time of that answer
 * @param activeAt when it last showed a sign of life
 */
public record Usage(
        OptionalLong diskBytes,
        @Nullable Instant diskAt,
        OptionalLong databaseBytes,
        @Nullable Instant databaseAt,
        @Nullable Instant activeAt) {
    /** Nothing was measured. */
    public static final Usage UNKNOWN = new Usage(OptionalLong.empty(), null, OptionalLong.empty(), null, null);

    /** The same with the size of its files. */
    public Usage withDisk(long bytes, Instant at) {
        return new Usage(OptionalLong.of(bytes), at, databaseBytes, databaseAt, activeAt);
    }

    /** The same with the size of its database, empty where that cannot be told. */
    public Usage withDatabase(OptionalLong bytes, Instant at) {
        return new Usage(diskBytes, diskAt, bytes, at, activeAt);
    }

    /** The same with its last sign of life. */
    public Usage withActivity(@Nullable Instant at) {
        return new Usage(diskBytes, diskAt, databaseBytes, databaseAt, at);
    }
}
