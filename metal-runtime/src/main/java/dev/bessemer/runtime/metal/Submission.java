package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.objc.Message;
import dev.bessemer.runtime.objc.Owned;
import java.util.ArrayList;
import java.util.List;

/** One command buffer: encoded and committed, in the pool of the caller. */
final class Submission {
    private static final long CONCURRENT = 1;
    private static final long BUFFERS = 1;

    private static final Message COMMAND_BUFFER = Message.of("MTLCommandQueue", "commandBuffer");
    private static final Message ENCODER = Message.of("MTLCommandBuffer", "computeCommandEncoderWithDispatchType:");
    private static final Message BARRIER = Message.of("MTLComputeCommandEncoder", "memoryBarrierWithScope:");
    private static final Message END_ENCODING = Message.of("MTLCommandEncoder", "endEncoding");
    private static final Message COMMIT = Message.of("MTLCommandBuffer", "commit");
    private static final Message WAIT = Message.of("MTLCommandBuffer", "waitUntilCompleted");

    private final long queue;

    /** Those that were begun, of which MPSGraph may have committed all but the last. */
    private final List<Long> commandBuffers = new ArrayList<>(1);

    /** The compute encoder that is open; 0 where none is. */
    private long encoder;

    Submission(long queue) {
        this.queue = queue;
    }

    /** Encodes commands and commits them. */
    Committed commit(List<Command> commands, List<Boolean> barriers) {
        try {
            encode(commands, barriers);
        } catch (RuntimeException | Error failed) {
            abandon();
            throw failed;
        }
        Committed committed = new Committed(
                commandBuffers.stream().map(Owned::retained).toList(),
                commands.stream().map(Command::task).distinct().toList());
        var _ = COMMIT.send(commandBuffers.getLast());
        return committed;
    }

    private void encode(List<Command> commands, List<Boolean> barriers) {
        commandBuffers.add(check("MTLCommandBuffer", COMMAND_BUFFER.send(queue)));
        for (int i = 0; i < commands.size(); i++) {
            switch (commands.get(i)) {
                case Dispatch dispatch -> {
                    openEncoder(barriers.get(i));
                    dispatch.encode(encoder);
                }
                case Command.Operation operation -> encode(operation);
            }
        }
        closeEncoder();
    }

    private void encode(Command.Operation operation) {
        closeEncoder();
        long before = commandBuffers.getLast();
        long after = operation.operation().encode(before);
        if (after != before) {
            commandBuffers.add(after);
        }
    }

    private void openEncoder(boolean barrier) {
        if (encoder == 0) {
            encoder = check("MTLComputeCommandEncoder", ENCODER.send(commandBuffers.getLast(), CONCURRENT));
        } else if (barrier) {
            var _ = BARRIER.send(encoder, BUFFERS);
        }
    }

    private void closeEncoder() {
        if (encoder != 0) {
            long open = encoder;
            encoder = 0;
            var _ = END_ENCODING.send(open);
        }
    }

    /** What was committed on the way must not work on arrays that are freed. */
    private void abandon() {
        closeEncoder();
        for (int i = 0; i < commandBuffers.size() - 1; i++) {
            var _ = WAIT.send(commandBuffers.get(i));
        }
    }

    private static long check(String type, long object) {
        if (object == 0) {
            throw new IllegalStateException("the system made no " + type + " and does not say why: is memory short?");
        }
        return object;
    }
}
