// Element-wise operations as functors, instantiated for many types by macros.
#include <metal_math>
#include <metal_stdlib>

using namespace metal;

struct Add {
    template <typename T>
    T operator()(T x, T y) {
        return x + y;
    }
};

struct Maximum {
    template <typename T>
    metal::enable_if_t<metal::is_integral_v<T>, T> operator()(T x, T y) {
        return metal::max(x, y);
    }
    template <typename T>
    metal::enable_if_t<!metal::is_integral_v<T>, T> operator()(T x, T y) {
        return metal::isnan(x) ? x : (x > y ? x : y);
    }
};

struct Sigmoid {
    template <typename T>
    T operator()(T x) {
        auto y = 1 / (1 + metal::exp(-metal::abs(x)));
        return (x < 0) ? 1 - y : y;
    }
};

template <typename T, typename Op>
[[kernel]] void binary_vv(
        device const T* a [[buffer(0)]],
        device const T* b [[buffer(1)]],
        device T* c [[buffer(2)]],
        uint index [[thread_position_in_grid]]) {
    c[index] = Op()(a[index], b[index]);
}

template <typename T, typename Op>
[[kernel]] void unary_strided(
        device const T* in,
        device T* out,
        constant const int* shape,
        constant const int64_t* strides,
        constant const int& ndim,
        uint3 index [[thread_position_in_grid]],
        uint3 grid_dim [[threads_per_grid]]) {
    int64_t elem = index.x + int64_t(grid_dim.x) * (index.y + int64_t(grid_dim.y) * index.z);
    int64_t loc = 0;
    int64_t rest = elem;
    for (int i = ndim - 1; i >= 0 && rest > 0; --i) {
        loc += (rest % shape[i]) * strides[i];
        rest /= shape[i];
    }
    out[elem] = Op()(in[loc]);
}

#define instantiate_kernel(name, func, ...) \
    template [[host_name(name)]] [[kernel]] decltype(func<__VA_ARGS__>) func<__VA_ARGS__>;

#define instantiate_binary(op, functor, tname, type) \
    instantiate_kernel("vv_" #op #tname, binary_vv, type, functor)

#define instantiate_binary_types(op, functor) \
    instantiate_binary(op, functor, int8, int8_t) \
    instantiate_binary(op, functor, uint32, uint32_t) \
    instantiate_binary(op, functor, int64, int64_t) \
    instantiate_binary(op, functor, float16, half) \
    instantiate_binary(op, functor, float32, float) \
    instantiate_binary(op, functor, bfloat16, bfloat)

instantiate_binary_types(add, Add)
instantiate_binary_types(max, Maximum)

instantiate_kernel("strided_sigmoid_float32", unary_strided, float, Sigmoid)
instantiate_kernel("strided_sigmoid_float16", unary_strided, half, Sigmoid)
