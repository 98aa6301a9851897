// The operands of matmul2d: matrices in memory, and matrices spread over threads.
#pragma once
#include <metal_tensor>

namespace mpp {
namespace tensor_ops {

/** An extent that is known at run time. */
template <class T>
inline constexpr T dynamic_length_v = static_cast<T>(metal::dynamic_extent);

struct matmul2d_descriptor {
    enum class mode { multiply, multiply_accumulate };

    int m, n, k;
    bool transpose_left, transpose_right, relaxed_precision;
    mode matmul_mode;

    constexpr matmul2d_descriptor(int m, int n, int k = static_cast<int>(metal::dynamic_extent), bool transpose_left = false, bool transpose_right = false,
                                  bool relaxed_precision = false, mode matmul_mode = mode::multiply)
        : m(m), n(n), k(k), transpose_left(transpose_left), transpose_right(transpose_right), relaxed_precision(relaxed_precision), matmul_mode(matmul_mode) {}
};

/** In what a sum of products is kept: a 32-bit integer if both factors are integers, else float. */
template <class A, class B>
using __accumulator = metal::conditional_t<__is_integral(A) && __is_integral(B), int, float>;

/** A factor as it is multiplied: float loses its lowest bits if the descriptor allows that. */
template <bool relaxed, class Accumulator, class T>
__METAL_LIB Accumulator __factor(T x) {
    if constexpr (relaxed && __is_same(T, float)) {
        return as_type<float>(as_type<uint>(x) & 0xfffff000u);
    } else {
        return Accumulator(x);
    }
}
__METAL_LIB float __accumulate(float a, float b, float sum) { return __builtin_fmaf(a, b, sum); }
__METAL_LIB int __accumulate(int a, int b, int sum) { return int(uint(a) * uint(b) + uint(sum)); }

/** The element type that an operand, given as a tensor, a cooperative tensor or an element type, computes with. */
template <class T, bool tensor = metal::is_tensor_v<T> || metal::is_cooperative_tensor_v<T>>
struct __element_of {
    typedef typename metal::__format<metal::__plain<T>>::value type;
};
template <class T>
struct __element_of<T, true> {
    typedef typename metal::__plain<T>::value_type type;
};

template <class T>
inline constexpr bool __is_factor =
    __is_same(T, half) || __is_same(T, bfloat) || __is_same(T, float) || __is_same(T, signed char) || __is_same(T, char) || __is_same(T, uchar);
template <class T>
inline constexpr bool __is_sum = __is_same(T, half) || __is_same(T, bfloat) || __is_same(T, float) || __is_same(T, int);

}  // namespace tensor_ops
}  // namespace mpp
