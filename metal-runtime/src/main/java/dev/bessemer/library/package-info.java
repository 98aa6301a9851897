/** Tasks ready to use in a graph. */
@NullMarked
package dev.bessemer.library;

import org.jspecify.annotations.NullMarked;
