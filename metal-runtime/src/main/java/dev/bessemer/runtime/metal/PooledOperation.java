package dev.bessemer.runtime.metal;

import dev.bessemer.runtime.mps.PreparedOperation;
import dev.bessemer.runtime.objc.AutoreleasePool;

/** An operation whose objects are released in a pool; encoding happens in that of the submission. */
record PooledOperation(PreparedOperation operation) implements PreparedOperation {
    @Override
    public long encode(long commandBuffer) {
        return operation.encode(commandBuffer);
    }

    @Override
    public void close() {
        AutoreleasePool.run(operation::close);
    }
}
