#include <metal_stdlib>
using namespace metal;

[[kernel]] void collatz(
        device int* a [[buffer(0)]],
        constant int& start [[buffer(1)]]) {
    volatile bool forever = true; // a loop may be endless, as in Java
    // Collatz.java:3
    int n = start;
    int steps = 0;
    while (forever) {
        if (n == 1) {
            break;
        }
        // Collatz.java:4
        if ((n & 1) == 0) {
            n = n >> 1;
        } else {
            n = int(uint(n) * 3u + 1u);
        }
        steps = int(uint(steps) + 1u);
    }
    // Collatz.java:11
    a[0] = steps;
}
