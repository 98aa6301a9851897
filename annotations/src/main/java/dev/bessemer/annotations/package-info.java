/** What marks a method as a kernel and says how its loops and parameters are compiled. */
@NullMarked
package dev.bessemer.annotations;

import org.jspecify.annotations.NullMarked;
