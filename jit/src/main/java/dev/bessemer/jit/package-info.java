/** The compiler's front door: a kernel method goes in, Metal Shading Language or JVM code comes out. */
@NullMarked
package dev.bessemer.jit;

import org.jspecify.annotations.NullMarked;
