// What libraries of kernels do with templates: numbers as types, numbers with a second part, narrow atomics, reductions by operator, instantiations by macro.
#include "expect.h"
#include <metal_simdgroup_matrix>

// Numbers that are types.
template <int V>
using Int = integral_constant<int, V>;
#define OPERATOR(op) \
    template <typename T, T a, typename U, U b> \
    METAL_FUNC constexpr auto operator op(integral_constant<T, a>, integral_constant<U, b>) { \
        constexpr auto r = a op b; \
        return integral_constant<remove_cv_t<decltype(r)>, r>{}; \
    }
OPERATOR(+)
OPERATOR(*)
OPERATOR(<)
template <int from, int to, typename F>
constexpr void each(F f) {
    if constexpr (from < to) {
        f(Int<from>{});
        each<from + 1, to>(f);
    }
}
template <typename P>
struct pointee;
template <typename T>
struct pointee<device T *> {
    using type = remove_cv_t<T>;
};
template <typename T>
struct pointee<threadgroup T *> {
    using type = remove_cv_t<T>;
};

kernel void constants_compute_as_types(ARGUMENTS) {
    int sum = 0;
    each<0, 4>([&](auto k) { sum += (k + Int<10>{}) * Int<2>{}; });
    EXPECT(sum == 92);
    constexpr auto seven = Int<3>{} + Int<4>{};
    float places[seven];
    places[6] = 1;
    EXPECT(sizeof(places) == 28 && places[6] == 1 && decltype(Int<3>{} < seven)::value);
    static_assert(is_same_v<typename pointee<remove_cv_t<device half *const>>::type, half>, "a half");
    EXPECT(__metal_get_thread_index_in_simdgroup(ushort()) == i % 32 && __metal_get_simdgroup_size(ushort()) == 32);
}

#define MIN(a, b) ((a) < (b) ? (a) : (b))
kernel void pragmas_and_arrays_know_macros(ARGUMENTS) {
    constexpr int n = 4;
    float all[n] = {[0 ... n - 1] = 2.5f}, some[4] = {[2] = 1.0f};
    int rounds = 0;
#pragma unroll (MIN(n, 8))
    for (int k = 0; k < 8; k++) {
        rounds += k;
    }
#pragma clang loop unroll_count(MIN(2, n))
    for (int k = 0; k < 8; k++) {
        rounds += k;
    }
    EXPECT(rounds == 56 && all[3] == 2.5f && some[2] == 1 && some[3] == 0);
}

// A number with a second part, which converts from and to others wherever it is.
struct complex_t;
template <typename T>
static constexpr constant bool becomes_complex = !is_same_v<T, complex_t> && is_convertible_v<T, float>;
template <typename T>
static constexpr constant bool comes_from_complex = !is_same_v<T, complex_t> && is_convertible_v<float, T>;
struct complex_t {
    float real, imag;
    constexpr complex_t(float r, float i) : real(r), imag(i) {}
    constexpr complex_t() : real(0), imag(0) {}
    constexpr complex_t() threadgroup : real(0), imag(0) {}
    template <typename T, typename = enable_if_t<becomes_complex<T>>>
    constexpr complex_t(T x) thread : real(x), imag(0) {}
    template <typename T, typename = enable_if_t<becomes_complex<T>>>
    constexpr complex_t(T x) threadgroup : real(x), imag(0) {}
    template <typename T, typename = enable_if_t<becomes_complex<T>>>
    constexpr complex_t(T x) device : real(x), imag(0) {}
    template <typename T, typename = enable_if_t<becomes_complex<T>>>
    constexpr complex_t(T x) constant : real(x), imag(0) {}
    template <typename T, typename = enable_if_t<comes_from_complex<T>>>
    constexpr operator T() const thread {
        return static_cast<T>(real);
    }
    template <typename T, typename = enable_if_t<comes_from_complex<T>>>
    constexpr operator T() const threadgroup {
        return static_cast<T>(real);
    }
    template <typename T, typename = enable_if_t<comes_from_complex<T>>>
    constexpr operator T() const device {
        return static_cast<T>(real);
    }
    template <typename T, typename = enable_if_t<comes_from_complex<T>>>
    constexpr operator T() const constant {
        return static_cast<T>(real);
    }
};
constexpr complex_t operator+(complex_t a, complex_t b) { return {a.real + b.real, a.imag + b.imag}; }
constexpr complex_t operator*(complex_t a, complex_t b) { return {a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real}; }
// Beside the library's functions of the same name.
inline complex_t simd_shuffle_down(complex_t x, uint16_t delta) { return as_type<complex_t>(metal::simd_shuffle_down(as_type<float2>(x), delta)); }
inline uint64_t simd_shuffle_down(uint64_t x, uint16_t delta) { return as_type<uint64_t>(metal::simd_shuffle_down(as_type<uint2>(x), delta)); }
inline bool simd_shuffle_down(bool x, uint16_t delta) { return metal::simd_shuffle_down(static_cast<uint32_t>(x), delta); }

kernel void numbers_of_two_parts(ARGUMENTS) {
    device complex_t *stored = (device complex_t *)scratch;
    threadgroup complex_t shared[64];
    stored[i] = complex_t(float(i), 1.0f);
    complex_t w = stored[i] * stored[i] + complex_t(1);
    EXPECT(w.real == float(i * i) && w.imag == 2.0f * i && float(w) == w.real && int(stored[i]) == int(i));
    complex_t next = simd_shuffle_down(w, 1);
    uint64_t wide = simd_shuffle_down(uint64_t(i) << 40 | i, uint16_t(1));
    bool odd = simd_shuffle_down(i % 2 == 0, 1);
    EXPECT(i % 32 == 31 || (next.imag == 2.0f * (i + 1) && wide == (uint64_t(i + 1) << 40 | (i + 1)) && odd == (i % 2 == 1)));
    shared[i] = w;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    EXPECT(shared[63 - i].imag == 2.0f * (63 - i));
}

// Numbers of less than 32 bits that are added to in the word they are in.
template <typename T>
constexpr constant uint per_word = sizeof(uint) / sizeof(T);
template <typename T>
union word_of {
    T parts[per_word<T>];
    uint word;
};
template <typename T>
struct narrow_atomic {
    atomic<uint> word;
};
template <typename T>
void add(device narrow_atomic<T> *all, T x, size_t at) {
    device atomic<uint> *word = &(all[at / per_word<T>].word);
    word_of<T> expected, sum;
    expected.word = atomic_load_explicit(word, memory_order_relaxed);
    do {
        sum = expected;
        sum.parts[at % per_word<T>] = expected.parts[at % per_word<T>] + x;
    } while (!atomic_compare_exchange_weak_explicit(word, &expected.word, sum.word, memory_order_relaxed, memory_order_relaxed));
}

kernel void narrow_numbers_are_added_in_words(ARGUMENTS) {
    add((device narrow_atomic<half> *)scratch, half(1), i % 4);
    add((device narrow_atomic<uint8_t> *)(scratch + 100), uint8_t(1), i % 8);
    add((device narrow_atomic<bfloat> *)(scratch + 200), bfloat(2), i % 2);
    threadgroup_barrier(mem_flags::mem_device);
    EXPECT(((device half *)scratch)[i % 4] == 16.0h && ((device uint8_t *)(scratch + 100))[i % 8] == 8);
    EXPECT(((device bfloat *)(scratch + 200))[i % 2] == 64.0f);
}

// Reductions that an operator chooses; eight bytes go by shuffles.
template <typename U>
struct bounds {
    static constexpr constant U least = numeric_limits<U>::min();
};
template <>
struct bounds<float> {
    static constexpr constant float least = -numeric_limits<float>::infinity();
};
#define REDUCE \
    template <typename T, enable_if_t<sizeof(T) < 8, bool> = true> \
    T reduce(T x) { \
        return together(x); \
    } \
    template <typename T, enable_if_t<sizeof(T) == 8, bool> = true> \
    T reduce(T x) { \
        for (short k = 16; k > 0; k /= 2) { \
            x = operator()(x, simd_shuffle_down(x, k)); \
        } \
        return x; \
    }
struct All {
    REDUCE
    bool together(bool x) { return simd_all(x); }
    static constexpr constant bool init = true;
    bool operator()(bool a, bool b) { return a && b; }
};
template <typename U>
struct Largest {
    REDUCE
    static constexpr constant U init = bounds<U>::least;
    template <typename T>
    enable_if_t<is_integral_v<T>, T> together(T x) {
        return simd_max(x);
    }
    template <typename T>
    enable_if_t<!is_integral_v<T>, T> together(T x) {
        return simd_any(x != x) ? static_cast<T>(NAN) : simd_max(x);
    }
    template <typename T>
    T operator()(T a, T b) {
        return a > b ? a : b;
    }
};
template <typename U>
struct Sum {
    REDUCE
    static constexpr constant U init = U(0);
    template <typename T>
    T together(T x) {
        return simd_sum(x);
    }
    template <typename T>
    T operator()(T a, T b) {
        return a + b;
    }
};
template <typename T, typename Op = Sum<T>>
[[kernel]] void reduced_by(ARGUMENTS) {
    Op op;
    T result = op.reduce(op(Op::init, T(i % 32)));
    EXPECT(i % 32 != 0 || result == (is_same_v<Op, Sum<T>> ? T(496) : T(31)));
}
#define instantiate(name, function, ...) template [[host_name(name)]] [[kernel]] decltype(function<__VA_ARGS__>) function<__VA_ARGS__>;
instantiate("sums_of_float", reduced_by, float)
instantiate("sums_of_long", reduced_by, int64_t)
instantiate("sums_of_half", reduced_by, half, Sum<half>)
instantiate("largest_of_float", reduced_by, float, Largest<float>)
instantiate("largest_of_ulong", reduced_by, uint64_t, Largest<uint64_t>)

kernel void all_lanes_agree(ARGUMENTS) {
    All op;
    bool yes = op.reduce(i < 64), no = op.reduce(i != 5 && i != 40);
    EXPECT(yes && !no && op(All::init, true));
}
