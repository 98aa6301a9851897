package dev.bessemer.simulator.source;

import java.util.List;

/**
 * Finds the tokens of a preprocessed line in the line as it was written. What did not come out of a macro is in both, in the same order:
 * the longest common subsequence. A token out of a macro belongs to the macro's name, the first written token that is not in both.
 */
final class TokenAlignment {
    private TokenAlignment() {}

    /** The column, from 1, in the written line that a token of the preprocessed line comes from. */
    static int column(List<Token> preprocessed, int token, List<Token> written) {
        if (written.isEmpty() || preprocessed.isEmpty()) {
            return 1;
        }
        int[][] common = commonSuffixes(preprocessed, written);
        int i = 0;
        int j = 0;
        int macro = -1;
        while (j < written.size()) {
            if (matches(preprocessed, i, written, j) && common[i][j] == common[i + 1][j + 1] + 1) {
                if (i == token) {
                    return written.get(j).column() + 1;
                }
                i++;
                j++;
            } else if (common[i + 1][j] == common[i][j] && (i == token || common[i][j + 1] < common[i][j])) {
                if (i == token) {
                    break;
                }
                i++;
            } else {
                macro = written.get(j).kind() == Token.Kind.WORD ? j : macro;
                j++;
            }
        }
        int found = macro >= 0 ? macro : Math.min(j, written.size() - 1);
        return written.get(found).column() + 1;
    }

    private static boolean matches(List<Token> preprocessed, int i, List<Token> written, int j) {
        return preprocessed.get(i).text().equals(written.get(j).text());
    }

    private static int[][] commonSuffixes(List<Token> preprocessed, List<Token> written) {
        int[][] common = new int[preprocessed.size() + 1][written.size() + 1];
        for (int i = preprocessed.size() - 1; i >= 0; i--) {
            for (int j = written.size() - 1; j >= 0; j--) {
                common[i][j] = matches(preprocessed, i, written, j)
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
