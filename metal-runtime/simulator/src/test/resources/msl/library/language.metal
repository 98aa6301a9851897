// What Metal's language allows and C++ with classes for vectors does not by itself.
#include "expect.h"

// Where an object is may stand behind a member's parameters; each place has its own member then.
struct turn {
    float cosine, sine;

    constexpr turn(float c, float s) : cosine(c), sine(s) {}
    template <typename T>
    constexpr turn(T c) thread : cosine(c), sine(0) {}
    template <typename T>
    constexpr turn(T c) threadgroup : cosine(c), sine(0) {}
    turn() thread = default;
    turn() device = default;
    turn() threadgroup = default;

    constexpr operator float() const thread { return cosine; }
    constexpr operator float() const device { return cosine; }
    constexpr operator float() const threadgroup { return cosine; }
    constexpr operator float() const constant { return cosine; }
    turn operator()() const constant { return {cosine, -sine}; }
    void negate() device {
        cosine = -cosine;
        sine = -sine;
    }
};
constexpr turn operator*(turn a, turn b) { return {a.cosine * b.cosine - a.sine * b.sine, a.cosine * b.sine + a.sine * b.cosine}; }
constant turn quarters[] = {{1, 0}, {0, 1}, {-1, 0}, turn(0, -1)};

kernel void members_say_where_their_object_is(ARGUMENTS) {
    device turn *stored = reinterpret_cast<device turn *>(scratch);
    threadgroup turn shared[64];
    shared[i] = quarters[i % 4] * quarters[1];
    stored[i] = shared[i];
    stored[i].negate();
    turn real = 3;
    EXPECT(float(quarters[2]) == -1 && float(shared[i]) == quarters[(i + 1) % 4].cosine);
    EXPECT(stored[i].sine == -quarters[(i + 1) % 4].sine && float(real) == 3 && real.sine == 0);
    EXPECT(quarters[1]().sine == -1);
}

// Members of the same name in specialisations of one template.
enum class shape : ushort { line, square, cube };
template <shape S, typename T>
struct volume {
    static T of(T side) { return side; }
};
template <typename T>
struct volume<shape::square, T> {
    static T of(T side) { return side * side; }
};
template <>
struct volume<shape::cube, half> {
    static half of(half side) { return side * side * side; }
};
// What a pointer points to, wherever that is.
template <typename P>
struct target_of {};
template <typename T>
struct target_of<device T *> {
    using type = remove_cv_t<T>;
};
template <typename T>
struct target_of<threadgroup T *> {
    using type = remove_cv_t<T>;
};
template <typename T>
struct target_of<thread T *> {
    using type = remove_cv_t<T>;
};

kernel void specialisations_are_told_apart(ARGUMENTS) {
    threadgroup half narrow[64];
    threadgroup half *p = narrow;
    typename target_of<decltype(p)>::type h = 2;
    typename target_of<device uint *>::type u = 7;
    EXPECT(sizeof(h) == 2 && sizeof(u) == 4);
    EXPECT(volume<shape::line, float>::of(3) == 3 && volume<shape::square, float>::of(3) == 9 && volume<shape::cube, half>::of(h) == 8.0h);
}

constant float4 corners[] = {{1, 2, 3, 4}, float4{5, 6, 7, 8}, float4(float2{9}, {10, 11})};
constant bfloat steps[] = {0.5bf, 1.5bf};

kernel void values_are_chosen_from_any_memory(ARGUMENTS) {
    device float4 *wide = reinterpret_cast<device float4 *>(scratch);
    device packed_float3 *tight = reinterpret_cast<device packed_float3 *>(scratch + 1024);
    threadgroup float4 shared[64];
    float4 own{-1, -2, -3, float(i)};
    wide[i] = float4(i);
    tight[i] = {1, 2, float(i)};
    shared[i] = i % 2 ? wide[i] : corners[0];
    float4 chosen = i % 4 == 0 ? own : i % 4 == 1 ? wide[i] : i % 4 == 2 ? shared[i] : corners[2];
    bfloat step = bfloat(2.5f);
    bfloat next = i % 2 ? steps[1] : step;
    packed_float3 t = i % 2 ? tight[i] : packed_float3(4);
    float3 copied = (i % 2 ? wide[i] : corners[1]).zyx;
    const device float4 *where = i % 2 ? wide + i : nullptr;
    EXPECT(chosen.w == (i % 4 == 0 ? i : i % 4 == 1 ? i : i % 4 == 2 ? 4 : 11));
    EXPECT(float(next) == (i % 2 ? 1.5f : 2.5f) && t.z == (i % 2 ? i : 4));
    EXPECT(copied.x == (i % 2 ? i : 7) && (i % 2 ? where->x == i : where == nullptr));
}

struct pixel {
    packed_half2 place;
    uchar4 colour;
    union {
        float f;
        uint u;
        half2 both;
    };
};
constant pixel palette[2] = {{{1, 2}, {3, 4, 5, 6}, {1.0f}}, {half2(3), uchar4(7), {2.0f}}};
template <typename T, size_t N>
T total(threadgroup const T (&a)[N]) {
    T sum = 0;
    for (size_t k = 0; k < N; k++) {
        sum += a[k];
    }
    return sum;
}
template <int R, int C>
void clear(thread float (&a)[R][C]) {
    for (thread auto &row : a) {
        for (thread float &x : row) {
            x = 0;
        }
    }
}
float last_row(threadgroup const float (*rows)[16], int count) { return rows[count - 1][15]; }

kernel void references_lead_into_every_memory(ARGUMENTS) {
    threadgroup float row[64];
    threadgroup float block[4][16];
    row[i] = i;
    block[i / 16][i % 16] = 2 * i;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    float sums[2][3];
    clear(sums);
    thread float *middle = &sums[1][1];
    middle[-1] += total(row);
    const constant pixel &p = palette[i % 2];
    pixel mine = p;
    mine.u ^= 0x80000000u;
    mine.colour.zw = mine.colour.xy;
    device float &out = *reinterpret_cast<device float *>(scratch + i);
    out = mine.f;
    EXPECT(sums[1][0] == 2016 && sums[0][2] == 0 && last_row(block, 4) == 126);
    EXPECT(out == -1.0f - i % 2 && mine.colour.w == (i % 2 ? 7 : 4) && float(p.place.y) == (i % 2 ? 3 : 2));
    EXPECT(as_type<ushort2>(mine.both).y == (i % 2 ? 0xc000 : 0xbf80));
}

kernel void lambdas_and_braces_work_in_kernels(ARGUMENTS) {
    float4 v = {1, 2, 3, 4};
    v.xz = {5, 6};
    v.yw += float2{0.5, 1e-1};
    v.rgb = v.bgr;
    auto twice = [](auto x) { return x + x; };
    auto fold = [&](auto f, float from) {
        for (int k = 0; k < 4; k++) {
            from = f(from, v[k]);
        }
        return from;
    };
    float largest = fold([](float a, float b) { return max(a, b); }, -INFINITY);
    uint4 bits = as_type<uint4>(v);
    EXPECT(all(v == float4(6, 2.5, 5, 4.1f)) && largest == 6 && twice(2.5h) == 5.0h);
    EXPECT(as_type<float>(bits.y) == 2.5 && all(as_type<ushort4>(as_type<long>(uint2(1, 2))) == ushort4(1, 0, 2, 0)));
    EXPECT(all(select(int3(1), int3(2), bool3(true, false, true)) == int3{2, 1, 2}) && any(!(v > 3)));
}
