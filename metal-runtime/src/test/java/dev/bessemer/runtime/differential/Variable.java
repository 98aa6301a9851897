package dev.bessemer.runtime.differential;

/**
 * A local variable or parameter.
 *
 * @param assignable whether statements may change it: not what a loop counts with
 * @param small whether it is from 0 to below 8 whatever happens
 */
record Variable(String name, JavaType type, boolean assignable, boolean small) {
    static Variable of(String name, JavaType type) {
        return new Variable(name, type, true, false);
    }

    static Variable constant(String name, JavaType type) {
        return new Variable(name, type, false, false);
    }

    Expression read() {
        return Expression.of(type, name);
    }
}
