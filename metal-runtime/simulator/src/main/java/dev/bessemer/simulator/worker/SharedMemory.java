package dev.bessemer.simulator.worker;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file in memory that holds a launch's buffers for the worker. A buffer lies in pages of its own, so that the worker can map it with nothing
 * mapped beside it.
 */
public final class SharedMemory implements AutoCloseable {
    /** At which end of its pages a buffer touches memory that is not there. */
    public enum Placement {
        /** Accesses from 16 bytes behind the end on fail. */
        END,
        /** Accesses before the start fail. */
        START
    }

    private static final Path RAM = Path.of("/dev/shm");
    private static final long PAGE = 4096;
    private static final long ALIGNMENT = 16;

    private final Path file;
    private final FileChannel channel;
    private MemorySegment mapped = MemorySegment.NULL;

    /** Makes an empty file. */
    public SharedMemory() throws IOException {
        file = Files.isWritable(RAM)
                ? Files.createTempFile(RAM, "bessemer-", ".buffers")
                : Files.createTempFile("bessemer-", ".buffers");
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        file.toFile().deleteOnExit();
    }

    /** The file, for the worker. */
    public Path file() {
        return file;
    }

    /** A buffer: how many bytes, and what the kernel may do with them. */
    public record Need(long bytes, boolean writable, boolean uninitialized) {}

    /** Finds a place for each buffer and makes the file long enough. */
    public List<Wire.Region> layout(List<Need> needs, Placement placement) throws IOException {
        List<Wire.Region> regions = new ArrayList<>();
        long offset = 0;
        for (Need need : needs) {
            long pages = Math.max(PAGE, (need.bytes() + PAGE - 1) / PAGE * PAGE);
            long lead = placement == Placement.START ? 0 : (pages - need.bytes()) / ALIGNMENT * ALIGNMENT;
            regions.add(new Wire.Region(offset, lead, need.bytes(), need.writable(), need.uninitialized()));
            offset += pages;
        }
        reserve(offset);
        return regions;
    }

    private void reserve(long bytes) throws IOException {
        if (mapped.byteSize() < bytes) {
            mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, Arena.ofAuto());
        }
    }

    /** The bytes of a region. */
    public MemorySegment bytes(Wire.Region region) {
        return mapped.asSlice(region.fileOffset() + region.lead(), region.bytes());
    }

    @Override
    public void close() throws IOException {
        mapped = MemorySegment.NULL;
        channel.close();
        Files.deleteIfExists(file);
    }
}
