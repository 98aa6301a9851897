// Matrix times vector with blocks of 8-bit and 4-bit quantized weights, read through casts of untyped buffers.
#include <metal_stdlib>

using namespace metal;

#define QK8_0 32
#define QK4_0 32
#define N_SIMDWIDTH 32
#define MAX(x, y) ((x) > (y) ? (x) : (y))

typedef struct {
    half d;
    int8_t qs[QK8_0];
} block_q8_0;

typedef struct {
    half d;
    uint8_t qs[QK4_0 / 2];
} block_q4_0;

typedef struct {
    int32_t ne00;
    int32_t ne01;
    uint64_t nb01;
} matvec_args;

template <typename type4x4>
void dequantize_q4_0(device const block_q4_0* xb, short il, thread type4x4& reg) {
    device const uint16_t* qs = ((device const uint16_t*)xb + 1);
    const float d1 = il ? (xb->d / 16.h) : xb->d;
    const float d2 = d1 / 256.f;
    const float md = -8.h * xb->d;
    const ushort mask0 = il ? 0x00F0 : 0x000F;
    const ushort mask1 = mask0 << 8;
    float4x4 reg_f;
    for (int i = 0; i < 8; i++) {
        reg_f[i / 2][2 * (i % 2) + 0] = d1 * (qs[i] & mask0) + md;
        reg_f[i / 2][2 * (i % 2) + 1] = d2 * (qs[i] & mask1) + md;
    }
    reg = (type4x4)reg_f;
}

template <typename type4x4>
void dequantize_q8_0(device const block_q8_0* xb, short il, thread type4x4& reg) {
    device const int8_t* qs = ((device const int8_t*)xb->qs);
    const float d = xb->d;
    float4x4 reg_f;
    for (int i = 0; i < 16; i++) {
        reg_f[i / 4][i % 4] = (qs[i + 16 * il] * d);
    }
    reg = (type4x4)reg_f;
}

kernel void kernel_mul_mv_q8_0_f32(
        constant matvec_args& args,
        device const char* src0,
        device const char* src1,
        device char* dst,
        uint3 tgpig [[threadgroup_position_in_grid]],
        ushort tiisg [[thread_index_in_simdgroup]],
        ushort sgitg [[simdgroup_index_in_threadgroup]]) {
    const int nb = args.ne00 / QK8_0;
    const int row = tgpig.x * 2 + sgitg;
    if (row >= args.ne01) {
        return;
    }
    device const block_q8_0* x = (device const block_q8_0*)(src0 + row * args.nb01);
    device const float* y = (device const float*)src1;
    float sumf = 0.f;
    for (int ib = tiisg / 4; ib < nb; ib += N_SIMDWIDTH / 4) {
        device const int8_t* qs = x[ib].qs + 8 * (tiisg % 4);
        device const float* yb = y + ib * QK8_0 + 8 * (tiisg % 4);
        float sumq = 0.f;
        for (short i = 0; i < 8; ++i) {
            sumq += qs[i] * yb[i];
        }
        sumf += sumq * x[ib].d;
    }
    const float tot = simd_sum(sumf);
    if (tiisg == 0) {
        ((device float*)dst)[row] = tot;
    }
}

template <typename block_q, short nl, void (*dequantize_func)(device const block_q*, short, thread float4x4&)>
kernel void kernel_get_rows_q(
        device const void* src0,
        device float* dst,
        constant int& blocks,
        uint tiig [[thread_position_in_grid]]) {
    if (int(tiig) >= blocks * nl) {
        return;
    }
    float4x4 temp;
    dequantize_func(((device const block_q*)src0) + tiig / nl, tiig % nl, temp);
    *(((device float4x4*)dst) + tiig) = temp;
}

typedef decltype(kernel_get_rows_q<block_q4_0, 2, dequantize_q4_0>) get_rows_q_t;

template [[host_name("kernel_get_rows_q4_0")]] kernel get_rows_q_t kernel_get_rows_q<block_q4_0, 2, dequantize_q4_0>;
template [[host_name("kernel_get_rows_q8_0")]] kernel
        decltype(kernel_get_rows_q<block_q8_0, 2, dequantize_q8_0>) kernel_get_rows_q<block_q8_0, 2, dequantize_q8_0>;
