package dev.bessemer.jit.jvm;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.IntInsnNode;

/**
 * Cuts a method that HotSpot would leave to the interpreter into several: ranges of instructions that are entered at their beginning alone
 * become methods of their own, until what is left is small enough. What is left of a very large method is cut again, so that the methods form
 * a tree.
 */
final class MethodSplitter {
    private final GeneratedMethod method;
    private final int largest;
    private final int outputs;
    private final IntInsnNode mostOutputs = new IntInsnNode(Opcodes.SIPUSH, 0);
    private int count;

    /** @param largest the bytes a method may have */
    MethodSplitter(GeneratedMethod method, int largest) {
        this.method = method;
        this.largest = largest;
        outputs = method.local(Type.getType(long[].class));
    }

    /** Cuts the method; what is left of it has its local variables numbered anew. */
    void split() {
        method.instructions.insert(method.collect(this::makeOutputs));
        int size = InstructionSizes.of(method);
        // Shorter ranges need fewer values; a quarter is for what passes them.
        int longest = largest / 4 * 3;
        while (size > largest && longest > 0) {
            int before = size;
            round(size, longest);
            size = InstructionSizes.of(method);
            longest = size < before ? longest : longest / 2;
        }
        method.compactLocals();
    }

    private void makeOutputs() {
        method.instructions.add(mostOutputs);
        method.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_LONG);
        new Code(method).store(Type.getType(long[].class), outputs);
    }

    /** Cuts out ranges, as many as are needed. */
    private void round(int size, int longest) {
        MethodLayout layout = new MethodLayout(method);
        List<MethodRange> ranges = new RangeFinder(layout, longest).find();
        LocalLiveness liveness = new LocalLiveness(layout, ranges);
        List<RangeInterface> worthwhile = ranges.stream()
                .map(range -> RangeInterface.of(layout, liveness, range))
                .filter(between -> between.isWorthwhile(method))
                .toList();
        int left = size;
        for (RangeInterface between : worthwhile) {
            if (left > largest) {
                mostOutputs.operand = Math.max(mostOutputs.operand, between.mostOutputs());
                new RangeMethod(method, method.name + "_" + count++, between, outputs)
                        .cut(layout.nodes(between.range()), layout.guards(between.range()));
                left += between.callBytes() - between.bytes();
            }
        }
    }
}
