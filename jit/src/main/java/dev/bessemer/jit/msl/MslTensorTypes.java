package dev.bessemer.jit.msl;

import dev.bessemer.jit.ir.AddressSpace;
import dev.bessemer.jit.ir.CooperativeType;
import dev.bessemer.jit.ir.Function;
import dev.bessemer.jit.ir.Op;
import dev.bessemer.jit.ir.TensorElement;
import dev.bessemer.jit.ir.TensorOp;
import dev.bessemer.jit.ir.TensorType;
import dev.bessemer.jit.ir.TileOp;
import dev.bessemer.jit.ir.Value;
import dev.bessemer.jit.msl.MslSource.LanguageVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The multiplications of a kernel, each with a {@code matmul2d} of its own, whose cooperative tensors are its tensors. */
final class MslTensorTypes {
    private static final String MPP = "mpp::tensor_ops::";

    /** Extents and strides of a tensor in memory whose rows and columns the run knows. */
    private static final String IN_MEMORY = ", dextents<int, 2>, tensor_inline>";

    private final List<TensorType> types = new ArrayList<>();
    private final Map<TensorType, Spaces> spaces = new HashMap<>();

    /** Arrays that factors lie in; {@code matmul2d} takes no pointers to const. */
    private final Set<Value> factors = new HashSet<>();

    private final int simdgroups;
    private int shared;

    private record Spaces(AddressSpace left, AddressSpace right) {}

    MslTensorTypes(Function kernel) {
        int threads = kernel.attributes().threadgroup().stream().reduce(1, Math::multiplyExact);
        simdgroups = (threads + 31) / 32;
        MslUses.forEach(kernel.body(), this::collect);
    }

    private void collect(Op op) {
        switch (op) {
            case TensorOp.Multiply it ->
                factors(it.result().tensor(), it.left().array(), it.right().array());
            case TensorOp.MultiplyHeld it -> {
                factors(it.result().tensor(), null, it.right().array());
                share(it.left().tensor());
            }
            case TileOp.ReduceTensor it -> share(it.tensor().tensor());
            default -> {}
        }
        op.results().forEach(result -> {
            if (result.type() instanceof TensorType type && !types.contains(type.product())) {
                types.add(type.product());
            }
        });
    }

    /** @param left where the left factor lies; null where it is held, and shown in threadgroup memory */
    private void factors(TensorType type, @Nullable Value left, Value right) {
        AddressSpace leftSpace = AddressSpace.THREADGROUP;
        if (left != null) {
            factors.add(left);
            leftSpace = left.array().space();
        }
        factors.add(right);
        spaces.putIfAbsent(type, new Spaces(leftSpace, right.array().space()));
    }

    private void share(TensorType type) {
        int copies = type.simdgroups() == 1 ? simdgroups : 1;
        shared = Math.max(shared, copies * type.rows() * type.columns());
    }

    boolean isEmpty() {
        return types.isEmpty();
    }

    /** The language version that has all of the multiplications. */
    LanguageVersion version() {
        if (types.stream().anyMatch(type -> type.right().isPacked())) {
            return LanguageVersion.MSL_4_0_FOUR_BITS;
        }
        return types.stream().anyMatch(type -> type.left() == TensorElement.BF16 || type.right() == TensorElement.BF16)
                ? LanguageVersion.MSL_4_0_BFLOAT
                : LanguageVersion.MSL_4_0;
    }

    boolean isFactor(Value array) {
        return factors.contains(array);
    }

    /** How many floats of threadgroup memory tensors are shown in. */
    int shared() {
        return shared;
    }

    /** The {@code matmul2d} of a type. */
    String product(TensorType type) {
        return "product_" + types.indexOf(type.product());
    }

    /** What makes a tensor of a type, or that whose elements' places hold the bits of what they were converted to. */
    String make(TensorType converted) {
        TensorType type = converted.product();
        Spaces own = spaces.getOrDefault(type, new Spaces(AddressSpace.DEVICE, AddressSpace.DEVICE));
        return product(type) + ".get_destination_cooperative_tensor<" + operand(own.left(), type.left()) + ", "
                + operand(own.right(), type.right()) + ", " + MslTypes.spell(type.element()) + ">()";
    }

    private static String operand(AddressSpace space, TensorElement element) {
        return "tensor<" + element(space, element) + IN_MEMORY;
    }

    /** An element type with the space it lies in. */
    static String element(AddressSpace space, TensorElement element) {
        return space(space) + " "
                + switch (element) {
                    case U8 -> "uchar";
                    case I4 -> "int4b_format";
                    case U4 -> "uint4b_format";
                    default -> MslTypes.spell(element.stored());
                };
    }

    /** The space of an array that tensors are in. */
    static String space(AddressSpace space) {
        return space == AddressSpace.THREADGROUP ? "threadgroup" : "device";
    }

    /** The names that the multiplications are declared by. */
    List<String> names() {
        return types.stream()
                .flatMap(type -> Stream.of(product(type), shape(type)))
                .toList();
    }

    private String shape(TensorType type) {
        return "shape_" + types.indexOf(type);
    }

    /** What declares the multiplications. */
    List<String> declarations() {
        List<String> lines = new ArrayList<>();
        for (TensorType type : types) {
            String shape = shape(type);
            lines.add("constexpr " + MPP + "matmul2d_descriptor " + shape + "(" + type.rows() + ", " + type.columns()
                    + ", static_cast<int>(dynamic_extent), " + type.transposeLeft() + ", " + type.transposeRight()
                    + ", "
                    + type.relaxed() + ", " + MPP + "matmul2d_descriptor::mode::multiply_accumulate);");
            lines.add(MPP + "matmul2d<" + shape + ", execution_simdgroups<" + type.simdgroups() + ">> " + product(type)
                    + ";");
        }
        if (shared > 0) {
            lines.add("threadgroup float tensor_memory[" + shared + "];");
        }
        return lines;
    }

    /** The part of threadgroup memory in which a tensor's scope shows it. */
    static String sharedPart(CooperativeType type, int size, String simdgroup) {
        return type.simdgroups() == 1 ? "tensor_memory + " + simdgroup + " * " + size + "u" : "tensor_memory";
    }
}
