package ikabud.os;

import ikabud.model.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of a log, open: it may be renamed and go on growing. In bounded memory whatever is in it. Confined to one
 * thread at a time.
 */
final class LogGeneration implements AutoCloseable {
    private static final int LARGEST_WINDOW = 16 << 20;
    private static final int GUESSED_LINE = 256;
    private static final int SAMPLE = 256;

    // The kernel shows a long write page by page, and FPM hands on what workers say in pieces.
    private static final long UNENDED_NANOS = 1_000_000_000L;

    private final FileChannel channel;
    private final @Nullable Object key;
    private final Clock clock;
    private final LineCutter cutter = new LineCutter();
    private long position;
    private long grownAt;
    private long dropped;

    /** Begins at the file's start. */
    LogGeneration(FileChannel channel, @Nullable Object key, Clock clock) {
        this.channel = channel;
        this.key = key;
        this.clock = clock;
    }

    /** Whether it is the file of that key. */
    boolean is(@Nullable Object other) {
        return key != null && key.equals(other);
    }

    /** Whether all of a file of that size was read and handed over. */
    boolean isDone(long size) {
        return size == position && !cutter.isInside();
    }

    /** Whether no line was begun that is still to be handed over. */
    boolean isAtRest() {
        return !cutter.isInside();
    }

    /** About how many lines were skipped since the last time this was asked. */
    long takeDropped() {
        long taken = dropped;
        dropped = 0;
        return taken;
    }

    /** The last lines of what is there now, at most {@code most}; later reads go on after them. */
    List<String> readLast(long size, int most) throws IOException {
        long window = Math.min(LARGEST_WINDOW, Math.max(LogTail.WINDOW, (long) most * GUESSED_LINE));
        position = Math.max(0, size - window);
        if (position > 0) {
            cutter.startInside();
        }
        List<String> lines = readUpTo(size);
        lines.addAll(cutter.finish());
        if (lines.isEmpty() && size > 0) {
            lines.add(lastBytes(size));
        }
        return lines.size() > most ? cutter.copy(lines.subList(lines.size() - most, lines.size())) : lines;
    }

    // A file without line ends still shows that something is in it.
    private String lastBytes(long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate((int) Math.min(size, SAMPLE));
        int count = channel.read(last, size - last.capacity());
        return "…" + new String(last.array(), 0, Math.max(0, count), StandardCharsets.UTF_8);
    }

    /** The lines that came since; a line that nobody ended and that has not grown for a second is one of them. */
    List<String> read() throws IOException {
        long size = channel.size();
        if (size < position) {
            position = 0;
            cutter.reset();
        }
        if (size == position) {
            return clock.nanoTime() - grownAt >= UNENDED_NANOS ? cutter.finish() : cutter.none();
        }
        if (size - position > LogTail.WINDOW) {
            dropped += Math.max(1, (size - LogTail.WINDOW - position) / cutter.averageLine());
            position = size - LogTail.WINDOW;
            cutter.reset();
            cutter.startInside();
        }
        return readUpTo(size);
    }

    /** The line that was begun, if any. */
    List<String> finish() {
        return cutter.finish();
    }

    private List<String> readUpTo(long end) throws IOException {
        grownAt = clock.nanoTime();
        List<String> lines = cutter.none();
        ByteBuffer block = ByteBuffer.allocate(LineCutter.LONGEST);
        while (position < end) {
            block.clear().limit((int) Math.min(block.capacity(), end - position));
            int count = channel.read(block, position);
            if (count <= 0) {
                break;
            }
            position += count;
            cutter.feed(block.array(), count, lines);
        }
        return lines;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
