package dev.bessemer.jit.analysis;

import dev.bessemer.jit.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sum of products of values with integer coefficients, in 32-bit wrapping arithmetic: two I32 expressions with equal polynomials are equal
 * for all inputs.
 */
public final class Polynomial {
    /** The polynomial 0. */
    public static final Polynomial ZERO = new Polynomial(Map.of());

    private static final int MAXIMUM_TERMS = 24;

    /** Coefficients, none zero, by product; the product of no values is the constant. */
    private final Map<List<Value>, Integer> terms;

    private Polynomial(Map<List<Value>, Integer> terms) {
        this.terms = terms;
    }

    /** A constant. */
    public static Polynomial constant(int value) {
        return value == 0 ? ZERO : new Polynomial(Map.of(List.of(), value));
    }

    /** One value. */
    public static Polynomial of(Value value) {
        return new Polynomial(Map.of(List.of(value), 1));
    }

    /** The sum; null when it has too many terms to be of use. */
    public @Nullable Polynomial plus(Polynomial other) {
        Map<List<Value>, Integer> sum = new HashMap<>(terms);
        other.terms.forEach((product, coefficient) -> add(sum, product, coefficient));
        return bounded(sum);
    }

    /** The product; null when it has too many terms to be of use. */
    public @Nullable Polynomial times(Polynomial other) {
        Map<List<Value>, Integer> result = new HashMap<>();
        for (Map.Entry<List<Value>, Integer> left : terms.entrySet()) {
            for (Map.Entry<List<Value>, Integer> right : other.terms.entrySet()) {
                add(result, product(left.getKey(), right.getKey()), left.getValue() * right.getValue());
            }
        }
        return bounded(result);
    }

    /** This times a constant. */
    public Polynomial times(int factor) {
        Map<List<Value>, Integer> result = new HashMap<>();
        terms.forEach((product, coefficient) -> add(result, product, coefficient * factor));
        return new Polynomial(result);
    }

    /** The difference; null when it has too many terms to be of use. */
    public @Nullable Polynomial minus(Polynomial other) {
        return plus(other.times(-1));
    }

    /** The constant this is, or null when it depends on values. */
    public @Nullable Integer asConstant() {
        if (terms.isEmpty()) {
            return 0;
        }
        return terms.size() == 1 ? terms.get(List.<Value>of()) : null;
    }

    /** The coefficient of a value, when the value occurs in no product with another; else null. */
    public @Nullable Integer linearCoefficient(Value value) {
        for (List<Value> product : terms.keySet()) {
            if (product.size() > 1 && product.contains(value)) {
                return null;
            }
        }
        return terms.getOrDefault(List.of(value), 0);
    }

    /** The coefficient of exactly this product of values; of none, the constant. */
    public int coefficient(Value... product) {
        return terms.getOrDefault(product(List.of(product), List.of()), 0);
    }

    /** The same without exactly this product of values; of none, without the constant. */
    public Polynomial without(Value... product) {
        Map<List<Value>, Integer> rest = new HashMap<>(terms);
        rest.remove(product(List.of(product), List.of()));
        return new Polynomial(rest);
    }

    /** {@code factor * value + rest}, neither of which the value occurs in; null where it is multiplied by itself. */
    public @Nullable Split split(Value value) {
        Map<List<Value>, Integer> factor = new HashMap<>();
        Map<List<Value>, Integer> rest = new HashMap<>();
        terms.forEach((product, coefficient) -> {
            List<Value> others = new ArrayList<>(product);
            (others.remove(value) ? factor : rest).put(List.copyOf(others), coefficient);
        });
        boolean isSquared = factor.keySet().stream().anyMatch(product -> product.contains(value));
        return isSquared ? null : new Split(new Polynomial(factor), new Polynomial(rest));
    }

    /**
     * A polynomial taken apart by one of its values.
     *
     * @param factor what the value is multiplied by
     * @param rest what is added
     */
    public record Split(Polynomial factor, Polynomial rest) {}

    /** The values it depends on. */
    public Set<Value> values() {
        Set<Value> values = new HashSet<>();
        terms.keySet().forEach(values::addAll);
        return values;
    }

    /** The same polynomial with one value in another's place. */
    public Polynomial substitute(Value from, Value to) {
        Map<List<Value>, Integer> result = new HashMap<>();
        terms.forEach((product, coefficient) -> {
            List<Value> renamed = new ArrayList<>(product);
            Collections.replaceAll(renamed, from, to);
            add(result, product(renamed, List.of()), coefficient);
        });
        return new Polynomial(result);
    }

    private static void add(Map<List<Value>, Integer> terms, List<Value> product, int coefficient) {
        terms.merge(product, coefficient, Integer::sum);
        terms.remove(product, 0);
    }

    private static List<Value> product(List<Value> left, List<Value> right) {
        List<Value> all = new ArrayList<>(left);
        all.addAll(right);
        all.sort((a, b) -> Integer.compare(System.identityHashCode(a), System.identityHashCode(b)));
        return List.copyOf(all);
    }

    private static @Nullable Polynomial bounded(Map<List<Value>, Integer> terms) {
        return terms.size() > MAXIMUM_TERMS ? null : new Polynomial(terms);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Polynomial polynomial && terms.equals(polynomial.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    @Override
    public String toString() {
        return terms.toString();
    }
}
