package dev.bessemer.jit.msl;

/** Small Metal sources by which a device is asked what it compiles; each has one kernel function, {@value #FUNCTION}. */
public final class ProbeSource {
    /** The kernel function's name. */
    public static final String FUNCTION = "probe";

    /** A kernel that multiplies two matrices with {@code matmul2d}; it needs Metal 4.0. */
    public static final String TENSORS = """
            #include <metal_stdlib>
            #include <metal_tensor>
            #include <MetalPerformancePrimitives/MetalPerformancePrimitives.h>
            using namespace metal;

            kernel void probe(device half* a [[buffer(0)]], device half* b [[buffer(1)]], device float* c [[buffer(2)]]) {
                constexpr mpp::tensor_ops::matmul2d_descriptor shape(16, 32, static_cast<int>(dynamic_extent), false, false, false,
                        mpp::tensor_ops::matmul2d_descriptor::mode::multiply_accumulate);
                mpp::tensor_ops::matmul2d<shape, execution_simdgroups<1>> product;
                auto left = tensor<device half, dextents<int, 2>, tensor_inline>(
                        a, dextents<int, 2>(16, 16), array<int, 2>{1, 16});
                auto right = tensor<device half, dextents<int, 2>, tensor_inline>(
                        b, dextents<int, 2>(32, 16), array<int, 2>{1, 32});
                auto sum = product.get_destination_cooperative_tensor<decltype(left), decltype(right), float>();
                for (ushort i = 0; i < sum.get_capacity(); i++) {
                    sum[i] = 0.0f;
                }
                product.run(left, right, sum);
                c[0] = sum[0];
            }
            """;

    private ProbeSource() {}
}
