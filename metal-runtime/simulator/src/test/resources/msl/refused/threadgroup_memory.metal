#include <metal_stdlib>
using namespace metal;

kernel void fits(device float* a [[buffer(0)]]) {
    threadgroup float tile[8192];
    a[0] = tile[0];
}

kernel void too_much(device float* a [[buffer(0)]]) { // error: the threadgroup variables of too_much take 32784 bytes, and a threadgroup has 32768
    threadgroup float tile[8192];
    threadgroup float4 more;
    a[0] = tile[0] + more.x;
}

template <typename T, int N>
kernel void tiles(device T* a [[buffer(0)]]) { // error: the threadgroup variables of tiles take 65536 bytes, and a threadgroup has 32768
    threadgroup T tile[N][N];
    a[0] = tile[0][0];
}

template [[host_name("tiles_64")]] kernel void tiles<float, 64>(device float*);
template [[host_name("tiles_128")]] kernel void tiles<float, 128>(device float*);
