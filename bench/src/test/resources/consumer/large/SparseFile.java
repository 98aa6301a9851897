package large;

import dev.bessemer.types.ArrayAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Memory that is a file of holes, mapped: any amount of it costs nothing. */
public final class SparseFile implements ArrayAllocator {
    @Override
    public MemorySegment allocate(long byteSize, long alignment, Arena arena) {
        try {
            var file = Files.createTempFile("array", ".sparse");
            try (var channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                var mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, byteSize + alignment, arena);
                return mapped.asSlice(-mapped.address() & (alignment - 1), byteSize);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
