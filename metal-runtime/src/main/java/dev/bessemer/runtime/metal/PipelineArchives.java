package dev.bessemer.runtime.metal;

import dev.bessemer.jit.cache.Fingerprint;
import dev.bessemer.jit.cache.WholeFile;
import dev.bessemer.runtime.objc.Arrays;
import dev.bessemer.runtime.objc.ErrorCell;
import dev.bessemer.runtime.objc.Maker;
import dev.bessemer.runtime.objc.Message;
import dev.bessemer.runtime.objc.Objc;
import dev.bessemer.runtime.objc.ObjcException;
import dev.bessemer.runtime.objc.Owned;
import dev.bessemer.runtime.objc.Strings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The GPU's code of kernels in files, shared by all processes of a user: a {@code MTLBinaryArchive} for each kernel, GPU and version of macOS. What
 * cannot be read or written is left out, and a file that the system does not take is replaced: archives never make a kernel fail.
 */
final class PipelineArchives {
    private static final long FAIL_ON_MISS = 4;

    private static final Maker NEW_ARCHIVE = Maker.of("MTLDevice", "newBinaryArchiveWithDescriptor:error:");
    private static final Maker NEW_PIPELINE =
            Maker.of("MTLDevice", "newComputePipelineStateWithDescriptor:options:reflection:error:");
    private static final Message FILE_URL = Message.of("NSURL", "fileURLWithPath:");
    private static final Message SET_URL = Message.of("MTLBinaryArchiveDescriptor", "setUrl:");
    private static final Message SET_ARCHIVES = Message.of("MTLComputePipelineDescriptor", "setBinaryArchives:");
    private static final Message ADD =
            Message.of("MTLBinaryArchive", "addComputePipelineFunctionsWithDescriptor:error:");
    private static final Message WRITE = Message.of("MTLBinaryArchive", "serializeToURL:error:");

    private final long device;
    private final Path cache;
    private final String machine;

    /**
     * @param device the {@code MTLDevice}
     * @param cache the folder of all caches
     * @param machine what the code depends on besides the kernel, such as the GPU and the version of macOS
     */
    PipelineArchives(long device, Path cache, String machine) {
        this.device = device;
        this.cache = cache;
        this.machine = machine;
    }

    /**
     * A pipeline, from a file if there is one.
     *
     * @param descriptor a {@code MTLComputePipelineDescriptor} with everything but archives
     * @throws ObjcException when the system makes none
     */
    Owned pipeline(MetalCode code, long descriptor) {
        Path file = ArchiveFolder.file(cache, key(code));
        return archived(file, descriptor)
                .or(() -> compiled(file, descriptor))
                .orElseGet(() -> NEW_PIPELINE.sendOrThrow(device, descriptor, 0, 0));
    }

    private String key(MetalCode code) {
        return Fingerprint.of(String.join(
                "\n",
                machine,
                code.function(),
                code.version() + " " + code.fastMath() + " " + code.threads(),
                code.text()));
    }

    private Optional<Owned> archived(Path file, long descriptor) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (Owned from = Maker.make("MTLBinaryArchiveDescriptor")) {
            var _ = SET_URL.send(from.address(), url(file));
            try (Owned archive = NEW_ARCHIVE.sendOrThrow(device, from.address())) {
                return Optional.of(pipeline(archive, descriptor));
            }
        } catch (ObjcException | IllegalStateException useless) {
            log("cannot use " + file, useless);
            return Optional.empty();
        }
    }

    private Optional<Owned> compiled(Path file, long descriptor) {
        try (Owned empty = Maker.make("MTLBinaryArchiveDescriptor");
                Owned archive = NEW_ARCHIVE.sendOrThrow(device, empty.address())) {
            ErrorCell.check(ADD, error -> ADD.send(archive.address(), descriptor, error));
            Owned pipeline = pipeline(archive, descriptor);
            write(archive, file);
            return Optional.of(pipeline);
        } catch (ObjcException | IllegalStateException useless) {
            log("no archive has the code of " + file, useless);
            return Optional.empty();
        }
    }

    private Owned pipeline(Owned archive, long descriptor) {
        var _ = SET_ARCHIVES.send(descriptor, Arrays.of(archive.address()));
        return NEW_PIPELINE.sendOrThrow(device, descriptor, FAIL_ON_MISS, 0);
    }

    private void write(Owned archive, Path file) {
        try {
            WholeFile.write(file, whole -> {
                long url = url(whole);
                ErrorCell.check(WRITE, error -> WRITE.send(archive.address(), url, error));
            });
        } catch (IOException | SecurityException | ObjcException | IllegalStateException unwritten) {
            log("cannot write " + file, unwritten);
        }
    }

    /** An autoreleased {@code NSURL}. */
    private static long url(Path file) {
        try (Owned path = Strings.of(file.toAbsolutePath().toString())) {
            long url = FILE_URL.send(Objc.requireClass("NSURL"), path.address());
            if (url == 0) {
                throw new IllegalStateException("the system made no NSURL: is memory short?");
            }
            return url;
        }
    }

    private static void log(String what, Exception reason) {
        System.getLogger("dev.bessemer.cache").log(System.Logger.Level.DEBUG, what, reason);
    }
}
