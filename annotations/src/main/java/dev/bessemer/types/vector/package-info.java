/**
 * Short vectors as values, and arrays of them: records in plain Java, which kernels take apart. The names of types and methods are
 * TornadoVM's; what changes a vector there gives a new one here.
 */
@NullMarked
package dev.bessemer.types.vector;

import org.jspecify.annotations.NullMarked;
