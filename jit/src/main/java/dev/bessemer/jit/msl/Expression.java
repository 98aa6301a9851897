package dev.bessemer.jit.msl;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of MSL text that gives a value.
 *
 * @param text the text
 * @param precedence how tightly its outermost operator binds: 0 for names and calls
 * @param unsigned the same bits as the unsigned type of the same width, where wrapping arithmetic gave them
 * @param negated the text of its negation, for a condition that has a plain one
 * @param readsMemory whether it reads an array
 * @param reads the variables it reads that may be assigned again
 */
record Expression(
        String text,
        int precedence,
        @Nullable Expression unsigned,
        @Nullable String negated,
        boolean readsMemory,
        Set<String> reads) {
    private static final Pattern SIMPLE = Pattern.compile("-?[\\w.]+|int\\(\\w+(\\.[xyz])?\\)");

    static final int PRIMARY = 0;
    static final int UNARY = 1;
    static final int TIMES = 2;
    static final int PLUS = 3;
    static final int SHIFT = 4;
    static final int RELATION = 5;
    static final int EQUALITY = 6;
    static final int BIT_AND = 7;
    static final int BIT_XOR = 8;
    static final int BIT_OR = 9;
    static final int AND = 10;
    static final int OR = 11;
    static final int CHOICE = 12;

    Expression {
        reads = Set.copyOf(reads);
    }

    /** A name that keeps its meaning, or a literal. */
    static Expression atom(String text) {
        return new Expression(text, text.startsWith("-") ? UNARY : PRIMARY, null, null, false, Set.of());
    }

    /** A variable that may be assigned again. */
    static Expression variable(String name) {
        return new Expression(name, PRIMARY, null, null, false, Set.of(name));
    }

    /** A call, or a cast in its form. */
    static Expression call(String function, Expression... arguments) {
        StringBuilder text = new StringBuilder(function).append('(');
        for (int i = 0; i < arguments.length; i++) {
            text.append(i == 0 ? "" : ", ").append(arguments[i].text);
        }
        return of(text.append(')').toString(), PRIMARY, arguments);
    }

    /** A binary operator; parentheses where C++ needs them, and where a reader would. */
    static Expression infix(Expression left, String operator, int precedence, Expression right) {
        int loosest = loosestOperand(precedence);
        String leftText = left.precedence == precedence && precedence != SHIFT ? left.text : left.within(loosest);
        String rightText = right.precedence == precedence ? "(" + right.text + ")" : right.within(loosest);
        return of(leftText + " " + operator + " " + rightText, precedence, left, right);
    }

    private static int loosestOperand(int precedence) {
        return switch (precedence) {
            case TIMES -> UNARY;
            case PLUS -> TIMES;
            case SHIFT, BIT_AND, BIT_XOR, BIT_OR -> UNARY;
            case RELATION, EQUALITY -> PLUS;
            default -> EQUALITY;
        };
    }

    /** A prefix operator. */
    static Expression prefix(String operator, Expression operand) {
        boolean bare = operand.precedence == PRIMARY;
        return of(operator + (bare ? operand.text : "(" + operand.text + ")"), UNARY, operand);
    }

    /** {@code condition ? whenTrue : whenFalse}. */
    static Expression choice(Expression condition, Expression whenTrue, Expression whenFalse) {
        String text = condition.within(OR) + " ? " + whenTrue.within(OR) + " : " + whenFalse.within(OR);
        return of(text, CHOICE, condition, whenTrue, whenFalse);
    }

    /** Text made from other expressions. */
    static Expression of(String text, int precedence, Expression... parts) {
        boolean readsMemory = false;
        Set<String> reads = new HashSet<>();
        for (Expression part : parts) {
            readsMemory |= part.readsMemory;
            reads.addAll(part.reads);
        }
        return new Expression(text, precedence, null, null, readsMemory, reads);
    }

    /** An element of an array. */
    static Expression element(String array, Expression index) {
        return of(array + "[" + index.text + "]", PRIMARY, index).readingMemory();
    }

    /** The text, in parentheses when it binds less tightly than the given precedence. */
    String within(int loosest) {
        return precedence <= loosest ? text : "(" + text + ")";
    }

    Expression withUnsigned(Expression form) {
        return new Expression(text, precedence, form, negated, readsMemory, reads);
    }

    Expression withNegated(String form) {
        return new Expression(text, precedence, unsigned, form, readsMemory, reads);
    }

    Expression readingMemory() {
        return new Expression(text, precedence, unsigned, negated, true, reads);
    }

    /** The negation of a condition. */
    String negation() {
        return negated != null ? negated : prefix("!", this).text;
    }

    /** Whether it is a name, a literal or a thread's place, which may be written twice. */
    boolean isSimple() {
        return SIMPLE.matcher(text).matches();
    }

    /** Whether the text is one identifier. */
    boolean isName() {
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
                && !Character.isDigit(text.charAt(0));
    }
}
