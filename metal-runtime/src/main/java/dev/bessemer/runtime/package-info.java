/** Task graphs, the plans that execute them, and the devices they run on. */
@NullMarked
package dev.bessemer.runtime;

import org.jspecify.annotations.NullMarked;
