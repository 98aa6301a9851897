#include <metal_stdlib>
using namespace metal;

struct Pair {
    int a;
    int b;
};

kernel void shared(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    a[i] = 1;
}

kernel void calls(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    shared(a, i); // error: calls calls kernel shared, which only a host can
}

kernel float result(device float* a [[buffer(0)]]) { // error: kernel result has a result
    return a[0];
}

kernel void arguments(
        float by_value [[buffer(1)]], // error: parameter by_value of kernel arguments is bound to a buffer, but is no pointer or reference
        device float** twice [[buffer(2)]], // error: parameter twice of kernel arguments is a pointer to pointers, which no host can bind
        device float* negative [[buffer(-1)]], // error: parameter negative of kernel arguments has the slot -1, which is no number that can be read
        threadgroup float* t [[threadgroup(40)]], // error: parameter t of kernel arguments is threadgroup memory 40, but slots end at 30
        uint4 four [[thread_position_in_grid]], // error: parameter four of kernel arguments is a uint4, but places are of uint or ushort, or 2 or 3 of them
        float place [[thread_index_in_threadgroup]]) { // error: parameter place of kernel arguments is a float, but places are of uint or ushort, or 2 or 3 of them
    threadgroup float begun = 0; // error: threadgroup variable begun is declared with a value
    static int calls = 0; // error: a static variable in a function
    static constant float table[] = {1, 2};
    struct Local {
        static float one() { return 1; }
    };
    negative[four.x] = by_value + begun + calls++ + place + t[0] + table[1] + Local::one() + twice[0][0];
}

kernel void structures(device int* a [[buffer(0)]]) {
    Pair pair = {1, 2};
    a[0] = simd_shuffle(pair, 1).a; // error: simd_shuffle is for numbers and vectors of them
}
