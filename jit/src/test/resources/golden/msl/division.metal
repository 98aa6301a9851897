#include <metal_stdlib>
using namespace metal;

// Java's a / b for b other than 0: the smallest number over -1 is itself.
inline int java_divide(int a, int b) {
    return b == -1 ? int(0u - uint(a)) : a / b;
}

inline long java_divide(long a, long b) {
    return b == -1 ? long(0UL - ulong(a)) : a / b;
}

// Java's a % b for b other than 0: it has the sign of a.
inline int java_remainder(int a, int b) {
    return b == -1 ? 0 : a - a / b * b;
}

inline long java_remainder(long a, long b) {
    return b == -1 ? 0 : a - a / b * b;
}

// Leaves what happened in the fault record, if it is the first fault of the launch.
inline void record_fault(uint array, long index, uint line, uint3 thread_position, device atomic_uint* fault) {
    if (atomic_fetch_or_explicit(&fault[0], 1u, memory_order_relaxed) == 0u) {
        atomic_store_explicit(&fault[1], array, memory_order_relaxed);
        atomic_store_explicit(&fault[2], uint(ulong(index)), memory_order_relaxed);
        atomic_store_explicit(&fault[3], uint(ulong(index) >> 32), memory_order_relaxed);
        atomic_store_explicit(&fault[4], line, memory_order_relaxed);
        atomic_store_explicit(&fault[5], thread_position.x, memory_order_relaxed);
        atomic_store_explicit(&fault[6], thread_position.y, memory_order_relaxed);
        atomic_store_explicit(&fault[7], thread_position.z, memory_order_relaxed);
    }
}

// Whether a divisor is not 0; where it is, that is a fault.
inline bool not_zero(long divisor, uint line, uint3 thread_position, device atomic_uint* fault) {
    if (divisor != 0) {
        return true;
    }
    record_fault(0xffffffffu, 0, line, thread_position, fault);
    return false;
}

[[kernel]] void divide(
        device int* a [[buffer(0)]],
        constant int& n [[buffer(1)]],
        constant int& m [[buffer(2)]],
        device atomic_uint* fault [[buffer(3)]],
        uint3 gid [[thread_position_in_grid]]) {
    // Divide.java:3
    int quotient = not_zero(m, 3, gid, fault) ? java_divide(n, m) : 0;
    a[0] = quotient;
    // Divide.java:4
    a[0] = java_remainder(n, m);
    // Divide.java:5
    a[0] = int(uint(n / 8) + uint(java_remainder(n, 8)));
}
