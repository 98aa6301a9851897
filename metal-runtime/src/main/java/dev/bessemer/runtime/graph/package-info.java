/** What must wait for what in a task graph, and which transfers it needs; works without a device. */
@NullMarked
package dev.bessemer.runtime.graph;

import org.jspecify.annotations.NullMarked;
