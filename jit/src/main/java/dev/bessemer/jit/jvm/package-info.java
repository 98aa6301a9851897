/**
 * From the tile IR to JVM bytecode for the CPU device, and the microkernels which that code calls.
 *
 * <p><b>Panels.</b> A tile, or several merged side by side and below each other, lies in a {@code float[]} as a <i>panel</i>: a row-major
 * matrix given by (array, place of its first element, floats from row to row), its rows and columns multiples of 8. Elements of half
 * and bfloat tiles are held as floats already rounded to their type. Generated code calls static methods:
 * <ul>
 *   <li>{@link dev.bessemer.jit.jvm.PanelMultiply}: {@code multiplyAccumulate(d, c, a, b, m, n, k)} and its forms
 *       {@code multiplyAccumulateF16} and {@code ...BF16} for half and bfloat accumulators;
 *   <li>{@link dev.bessemer.jit.jvm.PanelLoad} and {@link dev.bessemer.jit.jvm.PanelStore}: {@code loadF32}, {@code loadF16}, {@code loadBF16}
 *       from device memory, {@code loadLocal} from local arrays, the same with {@code store}, transposed or not, with limits;
 *   <li>{@link dev.bessemer.jit.jvm.PanelBounds}: {@code isInside} guards one load or store, {@code outside} names the index at fault;
 *   <li>{@link dev.bessemer.jit.jvm.PanelReduce}: {@code rowSum} and {@code rowMax}, one float a row;
 *   <li>{@link dev.bessemer.jit.jvm.PanelMath}: {@code fill}, {@code copy}, {@code add}, {@code subtract}, {@code multiply}, {@code max},
 *       {@code scaleRows}, {@code exp2}, {@code roundToF16}, {@code roundToBF16};
 *   <li>{@link dev.bessemer.jit.jvm.PanelVectors}: the same functions from vector to vector, of the shape {@link
 *       dev.bessemer.jit.jvm.PanelSpecies#FLOATS}, for code that uses the Vector API itself; both classes only where {@link
 *       dev.bessemer.jit.jvm.PanelSupport#VECTOR} is true.
 * </ul>
 * Panel arguments come as {@code float[] x, int xAt, int xStride}, the result's first. Each method takes its vector or its scalar
 * form, which give the same bits, by the constant {@link dev.bessemer.jit.jvm.PanelSupport#VECTOR}; no class of the Vector API is loaded
 * where it is false.
 */
@NullMarked
package dev.bessemer.jit.jvm;

import org.jspecify.annotations.NullMarked;
