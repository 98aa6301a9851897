/** JMH benchmarks of kernels against plain Java and hand-written Vector API code. */
@NullMarked
package dev.bessemer.bench;

import org.jspecify.annotations.NullMarked;
