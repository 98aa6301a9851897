// What kernels of other projects are made of: packed blocks, tables, conversions, tiles with loaders, trees of sums, names and braces of every kind.
#include "expect.h"
#include <metal_atomic>
#include <simd/simd.h>

#ifndef __METAL_MEMORY_SCOPE_SYSTEM__
#define __METAL_MEMORY_SCOPE_SYSTEM__ 3
namespace metal {
constexpr constant metal::thread_scope thread_scope_system = static_cast<thread_scope>(__METAL_MEMORY_SCOPE_SYSTEM__);
}
#endif
#pragma METAL internals : enable

constant constexpr int TABLE[4][2] = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
constant float3 AXES[] = {float3(1, 0, 0), float3(0, 1, 0)};
constant static const uint8_t MASKS[8] = {1, 2, 4, 8, 16, 32, 64, 128};

// Blocks of numbers with a scale, as quantized models have them.
typedef struct {
    half d;
    uint8_t qs[16];
} block_q4;
typedef struct {
    union {
        struct {
            half d;
            half m;
        };
        half2 dm;
    };
    uint8_t qs[4];
} block_q41;
static_assert(sizeof(block_q4) == 18 && sizeof(block_q41) == 8, "blocks have no gaps");

template <void (*unpack)(device const block_q4 *, short, thread half4x4 &)>
float total(device const block_q4 *block) {
    half4x4 all;
    unpack(block, 0, all);
    float sum = 0;
    for (int k = 0; k < 16; k++) {
        sum += all[k / 4][k % 4];
    }
    return sum;
}
template <typename M>
void unpack(device const block_q4 *block, short upper, thread M &to) {
    device const uint16_t *pairs = ((device const uint16_t *)block + 1);
    const float first = upper ? (block->d / 16.h) : block->d, second = first / 256.f, shift = -8.h * block->d;
    const ushort mask = upper ? 0x00F0 : 0x000F, mask_of_second = mask << 8;
    float4x4 all;
    for (int k = 0; k < 8; k++) {
        all[k / 2][2 * (k % 2) + 0] = first * (pairs[k] & mask) + shift;
        all[k / 2][2 * (k % 2) + 1] = second * (pairs[k] & mask_of_second) + shift;
    }
    to = (M)all;
}
template <typename T>
inline T sigmoid(T x) {
    auto y = 1 / (1 + metal::exp(metal::abs(x)));
    return (x < 0) ? y : 1 - y;
}
struct Sigmoid {
    template <typename T>
    T operator()(T x) {
        return sigmoid(x);
    }
};
template <short N, typename T = float>
struct Fragment {
    T v[N];
    static constexpr short size = N;
    thread T &operator[](short k) thread { return v[k]; }
    const thread T &operator[](short k) const thread { return v[k]; }
};
template <typename... T>
constexpr auto sum_of(T... x) {
    return (x + ...);
}
template <typename T, T... values>
struct sequence {
    static constexpr int n = sizeof...(values);
};
using function = float (*)(float);
float doubled(float x) { return 2 * x; }
template <float (*f)(float)>
float applied(float x) {
    return f(x);
}

kernel void blocks_unpack(ARGUMENTS) {
    device block_q4 *b = (device block_q4 *)scratch;
    if (i < 2) { b[i].d = 0.5h; for (int k = 0; k < 16; k++) b[i].qs[k] = k; }
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(total<unpack<half4x4>>(b + 1) == 0.5f * (120 - 128));
    Fragment<3> bl = {{1, 2, 3}};
    bl[1] += 4;
    EXPECT(bl[1] == 6 && Fragment<5>::size == 5 && sum_of(1, 2.5f, 3u) == 6.5f && sequence<int, 1, 2, 3>::n == 3);
    EXPECT(applied<doubled>(2) == 4);
    function g = doubled;
    EXPECT(g(3) == 6);
    EXPECT(TABLE[i % 4][1] == int(i % 4) * 2 + 2 && AXES[i % 2].y == i % 2 && MASKS[i % 8] == 1 << (i % 8));
    block_q41 q;
    q.dm = half2(1, 2);
    EXPECT(q.d == 1 && q.m == 2);
    float s = sigmoid(0.0f);
    EXPECT(s == 0.5f && abs(sigmoid(2.0f) + sigmoid(-2.0f) - 1) < 1e-6f);
    EXPECT(abs(Sigmoid()(half(1)) - 0.731h) < 0.001h);
}

kernel void vectors_convert_and_compute(ARGUMENTS) {
    float4 v(1, 2, 3, 4);
    float2 lo = v.xy, hi = v.zw;
    EXPECT(lo.y == 2 && hi.x == 3);
    v.xy = v.yx;
    v.zw *= 2;
    EXPECT(v.x == 2 && v.w == 8);
    uchar4 c = uchar4(v);
    char4 sc = char4(-1);
    EXPECT(c.w == 8 && as_type<uint>(sc) == 0xffffffff && as_type<int>(c) == 0x08060102);
    half4 h = half4(v) * 0.5h;
    EXPECT(h.x == 1);
    float4 w = float4(h);
    w = fma(w, w, 1);
    EXPECT(w.y == 1.25f);
    bool4 m = v > 2;
    EXPECT(any(m) && !all(m) && select(v, float4(0), m).x == 2);
    uint2 u = uint2(i) % uint2(3, 5);
    EXPECT(u.x == i % 3);
    float3 f3 = float3(v.xyz);
    packed_float3 pf = f3;
    EXPECT(pf[1] == 1 && dot(f3, float3(pf)) == 41);
    int4 iv = int4(v);
    iv <<= 1;
    iv = ~iv;
    EXPECT(iv.x == ~4);
    ushort4 us = ushort4(1, 2, 3, 4);
    us += 1;
    EXPECT(us.w == 5);
    device float4 *p = (device float4 *)scratch;
    p[i] = v;
    p[i].x = 7;
    p[i].yz = float2(5, 6);
    EXPECT(p[i].z == 6 && p[i].x == 7 && (*(p + i)).w == 8);
    thread float *e = (thread float *)&v;
    EXPECT(e[2] == 6);
    float arr[4] = {v.x, v[1], v.z, v[3]};
    EXPECT(arr[3] == 8);
    v[i % 4] = -1;
    EXPECT(v[i % 4] == -1);
    vec<half, 4> vh = vec<half, 4>(1);
    EXPECT(vh.w == 1);
    float4 clamped = clamp(v, 0.0f, 3.0f);
    EXPECT(clamped.x >= 0);
    float4 mm = max(v, 0);
    EXPECT(all(mm >= 0));
    int3 q = max(int3(1, 2, 3), 2);
    EXPECT(q.x == 2);
    EXPECT(length(float2(3, 4)) == 5 && distance(float2(0), float2(3, 4)) == 5 && abs(normalize(float3(2, 0, 0)).x - 1) < 1e-6f);
    float2x2 m2 = float2x2(1, 2, 3, 4);
    EXPECT((m2 * float2(1, 1)).x == 4 && determinant(m2) == -2 && transpose(m2)[0][1] == 3);
    float4x4 m4 = float4x4(1.0f);
    m4[3].xyz = float3(1, 2, 3);
    EXPECT((m4 * float4(0, 0, 0, 1)).z == 3);
    m4 = m4 * 2;
    m4 *= m4;
    EXPECT(m4[0][0] == 4);
    float3x3 a = float3x3(float3(1), float3(2), float3(3));
    EXPECT((a * a)[0][0] == 6 && a[2].z == 3 && (2.0f * a)[1].y == 4);
    float4x2 r = {};
    r[3][1] = 1;
    EXPECT(r.columns[3].y == 1);
    half4x4 hm(float4x4(2.0f));
    EXPECT(hm[1][1] == 2.0h);
    vector_float4 sv = v;
    simd_float3 s3 = f3;
    vector_uint2 vu = u;
    EXPECT(sv.w == v.w && s3.x == f3.x && vu.x == u.x);
    simd::float4 s4 = v;
    matrix_float4x4 mf = m4;
    simd_float4x4 sm = m4;
    EXPECT(s4.y == v.y && mf.columns[0][0] == 4 && sm.columns[1][1] == 4);
}

struct Pair {
    int a;
    float b;
};
struct Totals {
    atomic_int count;
    atomic<float> sum;
};
kernel void atomics_are_members_and_variables(ARGUMENTS) {
    device Totals *o = (device Totals *)scratch;
    atomic_fetch_add_explicit(&o->count, 2, memory_order_relaxed);
    atomic_fetch_add_explicit(&o->sum, 0.5f, memory_order_relaxed);
    threadgroup atomic_uint t[2];
    threadgroup atomic<int> mx;
    if (i == 0) { atomic_store_explicit(&t[0], 0u, memory_order_relaxed); atomic_store_explicit(&t[1], 7u, memory_order_relaxed); atomic_store_explicit(&mx, -5, memory_order_relaxed); }
    threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
    atomic_fetch_or_explicit(&t[0], 1u << (i % 8), memory_order_relaxed);
    atomic_fetch_max_explicit(&mx, int(i), memory_order_relaxed);
    uint old = atomic_exchange_explicit(&t[1], 7u, memory_order_relaxed);
    threadgroup_barrier(mem_flags::mem_threadgroup | mem_flags::mem_device);
    EXPECT(atomic_load_explicit(&o->count, memory_order_relaxed) == 128 && atomic_load_explicit(&o->sum, memory_order_relaxed) == 32);
    EXPECT(atomic_load_explicit(&t[0], memory_order_relaxed) == 255 && atomic_load_explicit(&mx, memory_order_relaxed) == 63 && old == 7);
    device atomic_float *f = (device atomic_float *)(scratch + 16);
    float expected = atomic_load_explicit(f, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(f, &expected, max(expected, float(i)), memory_order_relaxed, memory_order_relaxed)) {}
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(atomic_load_explicit(f, memory_order_relaxed) == 63);
    device atomic_ulong *u = (device atomic_ulong *)(scratch + 32);
    atomic_max_explicit(u, (ulong(i) << 32), memory_order_relaxed);
    device atomic_bool *bb = (device atomic_bool *)(scratch + 64);
    atomic_store_explicit(bb, true, memory_order_relaxed);
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(*(device ulong *)u == (63ul << 32));
}

kernel void fences_reach_the_system(volatile coherent(system) device uint *stamp [[buffer(1)]], device atomic_uint *failures [[buffer(0)]], uint i [[thread_index_in_threadgroup]]) {
    if (i == 0) { stamp[0] = 5; metal::atomic_thread_fence(metal::mem_flags::mem_device, metal::memory_order_seq_cst, metal::thread_scope_system); }
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(stamp[0] == 5);
}

// A tile's loader, with pointers into both memories.
template <typename T, short Rows, short Columns, short Stride, short Threads>
struct Loader {
    static constant constexpr const short each = Rows * Columns / Threads;
    const int stride;
    const short row, column;
    threadgroup T *to;
    const device T *from;
    struct alignas(max(16, int(sizeof(T)))) Together {
        uint8_t bytes[sizeof(T) * 4];
    };
    METAL_FUNC Loader(const device T *source, int stride, threadgroup T *tile, ushort i)
        : stride(stride), row(i / (Columns / each)), column(each * (i % (Columns / each))), to(tile + row * Stride + column), from(source + row * stride + column) {}
    METAL_FUNC void load() const {
        for (short k = 0; k < each; k++) {
            to[k] = from[k];
        }
    }
    template <typename Op>
    METAL_FUNC void apply(thread const Op &op) const {
        for (short k = 0; k < each; k++) {
            to[k] = op.apply(to[k]);
        }
    }
    METAL_FUNC void next() { from += Rows * stride; }
};
struct Scale {
    float factor;
    METAL_FUNC Scale(float x) : factor(x) {}
    METAL_FUNC float apply(float x) const { return x * factor; }
};

kernel void loaders_fill_tiles(ARGUMENTS) {
    device float *f = (device float *)scratch;
    for (int k = 0; k < 8; k++) f[i * 8 + k] = i * 8 + k;
    threadgroup_barrier(mem_flags::mem_device);
    threadgroup float tile[8 * 36];
    Loader<float, 8, 32, 36, 64> ld(f, 32, tile, i);
    ld.load();
    const Scale sc(2.0f);
    ld.apply(sc);
    threadgroup_barrier(mem_flags::mem_threadgroup);
    EXPECT(tile[(i / 8) * 36 + i % 32] == 2.0f * ((i / 8) * 32 + i % 32));
    threadgroup_barrier(mem_flags::mem_threadgroup);
    ld.next();
    ld.load();
    threadgroup_barrier(mem_flags::mem_threadgroup);
    EXPECT(tile[36 + 3] == 256 + 35);
    thread const float (&ref)[2] = {1, 2};
    EXPECT(ref[1] == 2);
}

template <typename T>
T tree(threadgroup T *s, uint i, uint n) {
    for (uint k = n / 2; k > 0; k >>= 1) {
        if (i < k) {
            s[i] += s[i + k];
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    T r = s[0];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    return r;
}

kernel void trees_add_in_reused_memory(ARGUMENTS) {
    threadgroup float4 raw[64];
    threadgroup float *s = reinterpret_cast<threadgroup float *>(raw);
    s[i] = i;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    EXPECT(tree(s, i, 64) == 2016);
    threadgroup half2 *h = (threadgroup half2 *)(raw + 32);
    h[i] = half2(i, -float(i));
    threadgroup_barrier(mem_flags::mem_threadgroup);
    EXPECT(h[63 - i].y == -half(63 - i));
    threadgroup uchar *bytes = (threadgroup uchar *)raw;
    (void)bytes;
}

namespace outer {
namespace inner {
template <typename T>
struct id {
    using type = T;
    static T of(T x) { return x; }
};
}  // namespace inner
using namespace inner;
constexpr constant int K = 5;
}  // namespace outer
namespace oi = outer::inner;

[[kernel]] void names_and_statements_of_every_kind(ARGUMENTS) {
    EXPECT(oi::id<float>::of(2) == 2 && outer::K == 5 && outer::id<int>::of(3) == 3);
    using T = typename oi::id<half>::type;
    T t = 1;
    EXPECT(sizeof(t) == 2);
    auto [a, b] = Pair{1, 2.0f};
    EXPECT(a == 1 && b == 2);
    if (int z = i % 2; z == 1) { EXPECT(i & 1); }
    switch (i % 3) { case 0: break; case 1: [[fallthrough]]; default: EXPECT(i % 3 != 0); }
    int k = 0;
    do { k++; if (k == 3) continue; } while (k < 5);
    EXPECT(k == 5);
    const auto f = [=](int x) -> int { return x + k; };
    EXPECT(f(1) == 6);
    auto g = [&k](int x) mutable { k += x; return k; };
    EXPECT(g(1) == 6 && k == 6);
    static_assert(sizeof(float3) == 16 && sizeof(packed_float3) == 12 && alignof(half4) == 8 && sizeof(bool4) == 4, "sizes");
    constexpr array<int, 3> arr = {1, 2, 3};
    int s = 0;
    for (int x : arr) s += x; EXPECT(s == 6);
    array<float4, 2> va = {float4(1), float4(2)};
    EXPECT(va[1].w == 2 && va.size() == 2);
    long big = 1L << 40;
    ulong ub = 0xFFFFFFFFFFul;
    size_t n = sizeof(big);
    EXPECT(big > 0 && ub >> 39 == 1 && n == 8);
    uint x = 0b1010u;
    EXPECT(x == 10 && 1'000 == 1000 && 0x1p-2f == 0.25f && 1.5e3f == 1500 && 'a' == 97 && 5.0 / 2 == 2.5);
    half hh = 0.1;
    float dd = 0.1;
    EXPECT(hh == 0.1h && dd == 0.1f);
    ptrdiff_t pd = &scratch[5] - scratch;
    EXPECT(pd == 5);
    uint2 tp(i % 8, i / 8);
    EXPECT(tp.y * 8 + tp.x == i);
    device uint *p = scratch + 100 + i;
    *p++ = 3;
    *p-- ;
    p -= 1;
    EXPECT(*p == 3 || true);
    volatile device uint *vp = scratch + 300 + i;
    *vp = i;
    EXPECT(*vp == i);
}
