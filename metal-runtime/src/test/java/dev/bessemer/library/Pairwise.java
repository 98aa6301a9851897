package dev.bessemer.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Few combinations of several factors' levels such that any two levels of two factors meet in one of them: each combination is the one, of some
 * random ones, in which most pairs meet that have not met before.
 */
final class Pairwise {
    private static final int CANDIDATES = 200;

    private final int[] levels;
    private final Random random;
    private final Set<List<Integer>> missing = new HashSet<>();

    private Pairwise(int[] levels, long seed) {
        this.levels = levels.clone();
        random = new Random(seed);
        for (int a = 0; a < levels.length; a++) {
            for (int b = a + 1; b < levels.length; b++) {
                for (int i = 0; i < levels[a] * levels[b]; i++) {
                    missing.add(List.of(a, i / levels[b], b, i % levels[b]));
                }
            }
        }
    }

    /** The combinations, each a level for each factor, for so many levels of each. */
    static List<int[]> of(long seed, int... levels) {
        Pairwise pairs = new Pairwise(levels, seed);
        List<int[]> rows = new ArrayList<>();
        while (!pairs.missing.isEmpty()) {
            int[] best = pairs.best();
            pairs.missing.removeAll(pairsOf(best));
            rows.add(best);
        }
        return rows;
    }

    private int[] best() {
        int[] best = withOnePair();
        long most = gain(best);
        for (int i = 0; i < CANDIDATES; i++) {
            int[] candidate = withOnePair();
            long gain = gain(candidate);
            if (gain > most) {
                best = candidate;
                most = gain;
            }
        }
        return best;
    }

    private int[] withOnePair() {
        int[] row = Arrays.stream(levels).map(random::nextInt).toArray();
        List<Integer> pair = missing.iterator().next();
        row[pair.get(0)] = pair.get(1);
        row[pair.get(2)] = pair.get(3);
        return row;
    }

    private long gain(int[] row) {
        return pairsOf(row).stream().filter(missing::contains).count();
    }

    private static List<List<Integer>> pairsOf(int[] row) {
        List<List<Integer>> pairs = new ArrayList<>();
        for (int a = 0; a < row.length; a++) {
            for (int b = a + 1; b < row.length; b++) {
                pairs.add(List.of(a, row[a], b, row[b]));
            }
        }
        return pairs;
    }
}
