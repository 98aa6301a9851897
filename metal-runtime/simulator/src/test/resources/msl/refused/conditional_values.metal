// What has no common type in Metal either.
#include <metal_stdlib>
using namespace metal;

struct pair_of {
    float4 a, b;
};

kernel void pick(
        const device float4* a [[buffer(0)]],
        constant float4* b [[buffer(1)]],
        device float4* out [[buffer(2)]],
        uint i [[thread_position_in_grid]]) {
    out[0] = i < 3 ? a[i] : b[i].xyz; // error: incompatible operand types ('float4' and 'float3')
    out[1] = *(i < 3 ? a : b); // error: incompatible operand types ('const device float4 *' and 'constant float4 *')
}
