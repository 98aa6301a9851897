package dev.bessemer.runtime.objc;

/** A message that hands over the object it gives. */
public final class Maker {
    private static final Message ALLOC = Message.any(Signatures.of("NSObject", "alloc"));
    private static final Message INIT = Message.any(Signatures.of("NSObject", "init"));

    private final Message message;

    private Maker(Message message) {
        this.message = message;
    }

    /**
     * A message that hands its result over.
     *
     * @throws IllegalArgumentException when the table has no such method, or it keeps its result: that is what {@link Message} is for
     */
    public static Maker of(String owner, String selector) {
        Signature method = Signatures.of(owner, selector);
        if (!method.owned()) {
            throw new IllegalArgumentException(method + " does not hand its result over: send it with a Message");
        }
        return new Maker(Message.any(method));
    }

    /**
     * An object of a class by {@code alloc} and {@code init}.
     *
     * @throws IllegalStateException when the system has no such class, or gives nil
     */
    public static Owned make(String type) {
        long allocated = ALLOC.send(Objc.requireClass(type));
        return required(type, INIT.send(allocated));
    }

    private static Owned required(String type, long object) {
        if (object == 0) {
            throw new IllegalStateException("the system made no " + type + " and does not say why: is memory short?");
        }
        return new Owned(object);
    }

    /**
     * Sends it to a receiver.
     *
     * @throws IllegalStateException when it gives nil
     */
    public Owned send(long receiver) {
        return required(message.signature().toString(), message.send(receiver));
    }

    /**
     * Sends it with an argument.
     *
     * @throws IllegalStateException when it gives nil
     */
    public Owned send(long receiver, long argument) {
        return required(message.signature().toString(), message.send(receiver, argument));
    }

    /**
     * Sends it with four arguments.
     *
     * @throws IllegalStateException when it gives nil
     */
    public Owned send(long receiver, long first, long second, long third, long fourth) {
        return required(message.signature().toString(), message.send(receiver, first, second, third, fourth));
    }

    /**
     * Sends it with an argument and a place for an error behind it.
     *
     * @throws ObjcException when it gives nil, with what the error says
     */
    public Owned sendOrThrow(long receiver, long argument) {
        return ErrorCell.call(error -> message.send(receiver, argument, error), message.signature());
    }

    /**
     * Sends it with two arguments and a place for an error behind them.
     *
     * @throws ObjcException when it gives nil, with what the error says
     */
    public Owned sendOrThrow(long receiver, long first, long second) {
        return ErrorCell.call(error -> message.send(receiver, first, second, error), message.signature());
    }

    /**
     * Sends it with three arguments and a place for an error behind them.
     *
     * @throws ObjcException when it gives nil, with what the error says
     */
    public Owned sendOrThrow(long receiver, long first, long second, long third) {
        return ErrorCell.call(error -> message.send(receiver, first, second, third, error), message.signature());
    }
}
