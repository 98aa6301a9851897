/** The command {@code msl}: a user's Metal file, checked and executed from the command line. */
@NullMarked
package dev.bessemer.simulator.command;

import org.jspecify.annotations.NullMarked;
