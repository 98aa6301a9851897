/**
 * Objective-C by the Foreign Function and Memory API: the only package that makes downcalls.
 *
 * <p><b>Shapes.</b> {@code methods.tsv} has the type encoding of every method that is sent. A {@link dev.bessemer.runtime.objc.Message} derives the shape of
 * its call from it, so that no width is written by hand; there is one downcall handle a shape, bound to {@code objc_msgSend}, never a variadic one.
 *
 * <p><b>Ownership.</b> Methods that hand an object over ({@code alloc}, {@code new}, {@code init}, {@code copy}) are sent by a
 * {@link dev.bessemer.runtime.objc.Maker} and give an {@link dev.bessemer.runtime.objc.Owned}, which is closed. All others are sent by a
 * {@link dev.bessemer.runtime.objc.Message}; an object that it gives is an address that is valid until the
 * {@link dev.bessemer.runtime.objc.AutoreleasePool} around it ends, and must not be released.
 *
 * <p><b>Nil.</b> No message is sent to nil: what a method gave is checked first.
 */
@NullMarked
package dev.bessemer.runtime.objc;

import org.jspecify.annotations.NullMarked;
