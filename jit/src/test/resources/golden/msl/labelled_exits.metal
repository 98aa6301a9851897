#include <metal_stdlib>
using namespace metal;

[[kernel]] void find(
        device int* a [[buffer(0)]],
        constant int& n [[buffer(1)]],
        constant int& m [[buffer(2)]]) {
    // Find.java:3
    int found = -1;
    for (int i = 0; i < n; i++) {
        // Find.java:4
        bool leave_rows = false;
        bool next_rows = false;
        for (int j = 0; j < m; j++) {
            // Find.java:5
            int a_j = a[j];
            if (a_j == i) {
                // Find.java:6
                found = j;
                leave_rows = true;
                break;
            }
            // Find.java:7
            if (a_j < 0) {
                // Find.java:8
                found = a_j;
                next_rows = true;
                break;
            }
        }
        if (leave_rows) {
            break;
        }
        if (next_rows) {
            continue;
        }
        // Find.java:10
        a[i] = i;
    }
    // Find.java:12
    a[0] = found;
}
