// The vectors of <simd/simd.h>, which hosts and kernels share a header through: Metal's under other names.
#pragma once
#include <metal_matrix>

#define __METAL_SIMD_VECTORS(name, T) \
    typedef T simd_##name##1; \
    typedef metal::vec<T, 2> simd_##name##2, vector_##name##2; \
    typedef metal::vec<T, 3> simd_##name##3, vector_##name##3; \
    typedef metal::vec<T, 4> simd_##name##4, vector_##name##4; \
    typedef metal::packed_vec<T, 2> simd_packed_##name##2; \
    typedef metal::packed_vec<T, 4> simd_packed_##name##4;
__METAL_SIMD_VECTORS(char, char)
__METAL_SIMD_VECTORS(uchar, uchar)
__METAL_SIMD_VECTORS(short, short)
__METAL_SIMD_VECTORS(ushort, ushort)
__METAL_SIMD_VECTORS(int, int)
__METAL_SIMD_VECTORS(uint, uint)
__METAL_SIMD_VECTORS(long, long)
__METAL_SIMD_VECTORS(ulong, ulong)
__METAL_SIMD_VECTORS(half, half)
__METAL_SIMD_VECTORS(float, float)
#undef __METAL_SIMD_VECTORS

#define __METAL_SIMD_MATRICES(T, C) \
    typedef metal::matrix<T, C, 2> simd_##T##C##x2, matrix_##T##C##x2; \
    typedef metal::matrix<T, C, 3> simd_##T##C##x3, matrix_##T##C##x3; \
    typedef metal::matrix<T, C, 4> simd_##T##C##x4, matrix_##T##C##x4;
__METAL_SIMD_MATRICES(half, 2)
__METAL_SIMD_MATRICES(half, 3)
__METAL_SIMD_MATRICES(half, 4)
__METAL_SIMD_MATRICES(float, 2)
__METAL_SIMD_MATRICES(float, 3)
__METAL_SIMD_MATRICES(float, 4)
#undef __METAL_SIMD_MATRICES

namespace simd {
using namespace metal;
}
