// Lambdas, type traits, vectors of vectors, bit casts, and the odd corners of declarations.
#include <metal_stdlib>
using namespace metal;

template <typename T, int N>
struct small_array {
    T items[N];
    thread T& operator[](int i) thread { return items[i]; }
    const thread T& operator[](int i) const thread { return items[i]; }
};

template <typename F>
void repeat(int n, F f) {
    for (int i = 0; i < n; i++) {
        f(i);
    }
}

template <typename T>
constexpr T ceil_div(T a, T b) {
    static_assert(is_integral<T>::value, "integers only");
    return (a + b - 1) / b;
}

struct alignas(16) Item {
    packed_half3 color;
    uchar flags;
    constexpr bool visible() const { return (flags & 1) != 0; }
};

constant constexpr auto weights = float4(0.1, 0.2, 0.3, 0.4);

kernel void mixed(
        device float* out [[buffer(0)]],
        device const uint* bits [[buffer(1)]],
        device const Item* items [[buffer(2)]],
        constant uint2& extent [[buffer(3)]],
        uint2 gid [[thread_position_in_grid]],
        ushort2 lid [[thread_position_in_threadgroup]],
        ushort2 size [[threads_per_threadgroup]]) {
    if (any(gid >= extent)) {
        return;
    }
    uint i = gid.y * extent.x + gid.x;
    small_array<float, 4> values;
    repeat(4, [&](int j) { values[j] = weights[j] * float(i + j); });
    auto total = [](float4 v) -> float { return dot(v, float4(1)); };
    float4 v = {values[0], values[1], values[2], values[3]};
    v.xz = v.zx + select(float2(0), float2(1), bool2(gid & 1));
    float x = as_type<float>(bits[i]) + total(v.wzyx);
    half3 color = half3(items[i].color);
    x += items[i].visible() ? float(color.x + color.g + color.b) : 0.0;
    uint packed = pack_float_to_unorm4x8(saturate(v));
    x += unpack_unorm4x8_to_float(packed).y;
    x += float(popcount(bits[i]) + clz(bits[i] | 1) + ceil_div(int(size.x), 3) + lid.y);
    out[i] = fma(x, 2.0, clamp(x, -1.0f, 1.0f)) + (isinf(x) ? 0.5 : 0.25);
}
