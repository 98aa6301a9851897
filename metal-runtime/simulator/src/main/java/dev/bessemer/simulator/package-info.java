/**
 * Metal on machines without it: Metal source is checked by a real compiler and executed on the CPU, for proof, not for speed.
 *
 * <p>The rooms of the house:
 *
 * <table>
 * <caption>Packages and resources</caption>
 * <tr><td>{@code dev.bessemer.simulator}</td><td>the front door: checking, building and executing a Metal file</td></tr>
 * <tr><td>{@code .command}</td><td>the {@code msl} command</td></tr>
 * <tr><td>{@code .cuda}</td><td>NVIDIA's GPUs through their driver: kernels loaded, launched and timed</td></tr>
 * <tr><td>{@code .toolchain}</td><td>clang and lld out of their jar, programs started and cached</td></tr>
 * <tr><td>{@code .source}</td><td>Metal source to the C++ that clang takes: tokens, rewriting, lines, the kernels found</td></tr>
 * <tr><td>{@code .syntax}</td><td>clang's syntax tree</td></tr>
 * <tr><td>{@code .lint}</td><td>what Metal forbids and clang lets pass</td></tr>
 * <tr><td>{@code .standin}</td><td>Objective-C and Metal themselves, for the whole path without a Mac</td></tr>
 * <tr><td>{@code include/}</td><td>the Metal library as C++ headers</td></tr>
 * <tr><td>{@code worker/}</td><td>the process that executes kernels</td></tr>
 * <tr><td>{@code standin/}</td><td>the library that stands in for Metal</td></tr>
 * </table>
 *
 * <p>Metal source goes three ways. The <em>check</em> compiles it for a GPU target with Metal's address spaces as types of their own
 * ({@code __METAL_CHECK__}). The <em>execution</em> build erases them and makes an x86-64 library ({@code __METAL_EXECUTE__}). The build
 * for NVIDIA's GPUs ({@code __METAL_PTX__}) makes assembler text for their driver. In all three, {@code __METAL_VERSION__} is the language version that the source declares.
 */
@NullMarked
package dev.bessemer.simulator;

import org.jspecify.annotations.NullMarked;
