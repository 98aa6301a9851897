/** What operations of Apple's libraries need to encode themselves for a Metal device. */
@NullMarked
package dev.bessemer.runtime.mps;

import org.jspecify.annotations.NullMarked;
