/** Other libraries that compute what Bessemer's kernels do, for benchmarks to compare with. */
@NullMarked
package dev.bessemer.bench.baselines;

import org.jspecify.annotations.NullMarked;
