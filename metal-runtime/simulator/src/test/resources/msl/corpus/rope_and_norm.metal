// Rotary positions with function constants, root-mean-square norm with optional weights, and packed vectors.
// constant: 1=true
// constant: traditional=false
#include <metal_math>
#include <metal_simdgroup>
#include <metal_stdlib>
using namespace metal;

#define FC_ROPE 1

constant bool forward_pass [[function_constant(FC_ROPE + 0)]];
constant bool traditional [[function_constant(FC_ROPE + 1)]];
constant bool has_w [[function_constant(20)]];
constant bool use_w = is_function_constant_defined(has_w) && has_w;

template <typename T>
void rope_pair(device const T* in, device T* out, float theta, size_t i1, size_t i2) {
    float costheta = metal::fast::cos(theta);
    float sintheta = metal::fast::sin(theta);
    float x1 = static_cast<float>(in[i1]);
    float x2 = static_cast<float>(in[i2]);
    float rx1 = forward_pass ? x1 * costheta - x2 * sintheta : x2 * sintheta + x1 * costheta;
    float rx2 = forward_pass ? x1 * sintheta + x2 * costheta : x2 * costheta - x1 * sintheta;
    out[i1] = static_cast<T>(rx1);
    out[i2] = static_cast<T>(rx2);
}

template <typename T>
[[kernel]] void rope(
        device const T* in [[buffer(0)]],
        device T* out [[buffer(1)]],
        constant const int& offset,
        constant const float& base,
        uint2 pos [[thread_position_in_grid]],
        uint2 grid [[threads_per_grid]]) {
    float d = static_cast<float>(pos.x) / static_cast<float>(grid.x);
    float theta = float(pos.y + offset) * metal::exp2(-d * base);
    size_t row = size_t(pos.y) * 2 * grid.x;
    size_t i1 = traditional ? row + 2 * pos.x : row + pos.x;
    rope_pair(in, out, theta, i1, traditional ? i1 + 1 : i1 + grid.x);
}

template [[host_name("rope_float16")]] [[kernel]] decltype(rope<half>) rope<half>;
template [[host_name("rope_float32")]] [[kernel]] decltype(rope<float>) rope<float>;

kernel void rms_norm(
        device const packed_float3* x [[buffer(0)]],
        device const float* w [[buffer(1), function_constant(use_w)]],
        device packed_float3* y [[buffer(2)]],
        constant float& eps [[buffer(3)]],
        uint gid [[threadgroup_position_in_grid]],
        uint lid [[thread_position_in_threadgroup]]) {
    float3 v = x[gid * 32 + lid];
    float sum = simd_sum(dot(v, v));
    float scale = precise::rsqrt(sum / 96 + eps);
    float3 r = v * scale;
    if (use_w) {
        r *= w[lid];
    }
    y[gid * 32 + lid] = packed_float3(r);
}
