package dev.bessemer.runtime.metal;

import dev.bessemer.simulator.standin.Machine;
import dev.bessemer.simulator.standin.MetalStandIn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another Mac than the stand-in's own, which {@link dev.bessemer.runtime.Device#metal} is until this is closed. */
public final class OtherMac implements AutoCloseable {
    private final @Nullable MetalDevice before;

    /** Opens the machine's device. */
    public OtherMac(Machine machine) {
        MetalStandIn.open().setMachine(machine);
        before = MetalPresence.replace(MetalDevice.open());
    }

    @Override
    public void close() {
        Objects.requireNonNull(MetalPresence.replace(before)).close();
        MetalStandIn.open().setMachine(Machine.DEFAULT);
    }
}
