/** Matrices of elements in device arrays: records in plain Java, which kernels take apart. The names are TornadoVM's. */
@NullMarked
package dev.bessemer.types.matrix;

import org.jspecify.annotations.NullMarked;
