package dev.bessemer.jit;

import dev.bessemer.jit.CompiledKernel.Parameter;
import dev.bessemer.jit.CompiledKernel.Traits;
import dev.bessemer.jit.ir.BinaryKind;
import dev.bessemer.jit.ir.Function.Reduction;
import dev.bessemer.jit.jvm.CpuKernelLoader;
import dev.bessemer.jit.msl.GridLoops;
import dev.bessemer.jit.msl.MslSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Compiled kernels as bytes: the traits, then the class file or the Metal source. */
final class KernelCodec {
    private KernelCodec() {}

    /** Writes a part of a kernel. */
    private interface Part {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads a part of a list. */
    private interface Item<T> {
        T read(DataInputStream in) throws IOException;
    }

    static byte[] encode(Traits traits, byte[] classFile) {
        return bytes(out -> {
            write(out, traits);
            out.writeInt(classFile.length);
            out.write(classFile);
        });
    }

    static byte[] encode(Traits traits, MslSource source) {
        return bytes(out -> {
            write(out, traits);
            writeText(out, source.text());
            out.writeUTF(source.functionName());
            out.writeInt(source.bindings().size());
            for (MslSource.Binding binding : source.bindings()) {
                out.writeInt(binding.index());
                out.writeUTF(binding.content().name());
                out.writeUTF(binding.name());
                out.writeInt(binding.parameter());
            }
            out.writeUTF(source.languageVersion().name());
            out.writeBoolean(source.fastMath());
            writeTexts(out, source.arrays());
            writeTexts(out, source.files());
            out.writeInt(source.loops().depth());
            out.writeBoolean(source.loops().faultsOutside());
            writeText(out, source.loops().bounds());
        });
    }

    /**
     * @throws IOException when the bytes end early
     * @throws IllegalArgumentException when the class file is none
     */
    static CompiledKernel decodeCpu(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Traits traits = readTraits(in);
        return cpu(traits, in.readNBytes(in.readInt()));
    }

    /** @throws IOException when the bytes end early or name what is not there */
    static CompiledKernel decodeMsl(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        Traits traits = readTraits(in);
        try {
            MslSource source = new MslSource(
                    readText(in),
                    in.readUTF(),
                    readList(in, KernelCodec::readBinding),
                    MslSource.LanguageVersion.valueOf(in.readUTF()),
                    in.readBoolean(),
                    readList(in, DataInput::readUTF),
                    readList(in, DataInput::readUTF),
                    new GridLoops(in.readInt(), in.readBoolean(), readText(in)));
            return new CompiledKernel(traits, new CompiledKernel.Msl(source));
        } catch (IllegalArgumentException unknownName) {
            throw new IOException(unknownName);
        }
    }

    /** Loads a class file. */
    static CompiledKernel cpu(Traits traits, byte[] classFile) {
        return new CompiledKernel(traits, new CompiledKernel.Cpu(CpuKernelLoader.load(classFile)));
    }

    private static MslSource.Binding readBinding(DataInputStream in) throws IOException {
        return new MslSource.Binding(in.readInt(), MslSource.Content.valueOf(in.readUTF()), in.readUTF(), in.readInt());
    }

    private static void write(DataOutputStream out, Traits traits) throws IOException {
        out.writeUTF(traits.name());
        out.writeInt(traits.parameters().size());
        for (Parameter parameter : traits.parameters()) {
            out.writeInt(parameter.position());
            out.writeUTF(parameter.name());
            out.writeBoolean(parameter.array());
            out.writeBoolean(parameter.reads());
            out.writeBoolean(parameter.writes());
            out.writeBoolean(parameter.readsOutside());
            out.writeBoolean(parameter.intSize());
        }
        out.writeInt(traits.threadgroup().size());
        for (int extent : traits.threadgroup()) {
            out.writeInt(extent);
        }
        out.writeBoolean(traits.parallel());
        out.writeBoolean(traits.wholeSimdgroups());
        out.writeInt(traits.reductions().size());
        for (Reduction reduction : traits.reductions()) {
            out.writeInt(reduction.result());
            out.writeInt(reduction.element());
            out.writeUTF(reduction.kind().name());
            out.writeInt(reduction.partials());
            out.writeInt(reduction.count());
        }
    }

    private static Traits readTraits(DataInputStream in) throws IOException {
        return new Traits(
                in.readUTF(),
                readList(in, KernelCodec::readParameter),
                readList(in, DataInput::readInt),
                in.readBoolean(),
                in.readBoolean(),
                readList(in, KernelCodec::readReduction));
    }

    private static Reduction readReduction(DataInputStream in) throws IOException {
        return new Reduction(in.readInt(), in.readInt(), BinaryKind.valueOf(in.readUTF()), in.readInt(), in.readInt());
    }

    private static Parameter readParameter(DataInputStream in) throws IOException {
        return new Parameter(
                in.readInt(),
                in.readUTF(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean());
    }

    private static <T> List<T> readList(DataInputStream in, Item<T> item) throws IOException {
        List<T> list = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            list.add(item.read(in));
        }
        return list;
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    /** A text of any length. */
    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            part.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
