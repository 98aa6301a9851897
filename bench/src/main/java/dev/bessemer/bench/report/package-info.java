/** What benchmarks found, as JSON, as a page and compared with what others found. */
@NullMarked
package dev.bessemer.bench.report;

import org.jspecify.annotations.NullMarked;
