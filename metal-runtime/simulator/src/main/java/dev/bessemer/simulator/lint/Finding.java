package dev.bessemer.simulator.lint;

import dev.bessemer.simulator.source.SourceMap;

/**
 * What a lint found.
 *
 * @param place where
 * @param message what is wrong
 * @param remedy what to write instead
 */
public record Finding(SourceMap.Place place, String message, String remedy) {}
