package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.mps.Messages;
import dev.bessemer.runtime.objc.Message;
import dev.bessemer.runtime.objc.Objc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Messages as operations of Apple's libraries send them, shaped by the table of signatures. */
final class MetalMessages implements Messages {
    static final MetalMessages SHARED = new MetalMessages();

    private final Map<String, Message> known = new ConcurrentHashMap<>();

    private MetalMessages() {}

    @Override
    public long type(String name) {
        return Objc.classNamed(name);
    }

    @Override
    public long object(long receiver, String selector, Object... arguments) {
        return number(receiver, selector, arguments);
    }

    @Override
    public void send(long receiver, String selector, Object... arguments) {
        var _ = message(selector).sendAny(receiver, arguments);
    }

    @Override
    public long number(long receiver, String selector, Object... arguments) {
        return message(selector).sendAny(receiver, arguments) instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public boolean responds(long receiver, String selector) {
        return Objc.responds(receiver, selector);
    }

    private Message message(String selector) {
        return known.computeIfAbsent(selector, Message::named);
    }
}
