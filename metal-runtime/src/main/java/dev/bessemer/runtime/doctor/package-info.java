/** {@code ./bessemer doctor}: what this machine has, and whether it works. */
@NullMarked
package dev.bessemer.runtime.doctor;

import org.jspecify.annotations.NullMarked;
