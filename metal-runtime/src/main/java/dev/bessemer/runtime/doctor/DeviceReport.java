package dev.bessemer.runtime.doctor;

import dev.bessemer.runtime.Device;
import dev.bessemer.runtime.simulator.SimulatorPresence;
import java.util.List;

/** The devices and whether they compute. */
final class DeviceReport {
    private DeviceReport() {}

    static Section section() {
        return section(Device.list());
    }

    static Section section(List<Device> devices) {
        Section section = new Section("Devices, the best first");
        for (Device device : devices) {
            section.line(device.name(), device.toString());
            probe(section, device);
        }
        SimulatorPresence.missing()
                .ifPresent(reason -> section.line(
                        "simulator",
                        "not here: " + reason + "; ./bessemer msl, and samples run"
                                + " with --device simulator, fetch what it needs"));
        return section;
    }

    private static void probe(Section section, Device device) {
        for (Probe probe : Probe.values()) {
            try {
                section.line("", probe.run(device));
            } catch (IllegalArgumentException refused) {
                section.line("", probe + " is refused: " + refused.getMessage());
            } catch (RuntimeException | AssertionError | LinkageError failed) {
                section.failure("", probe + ": " + failed.getMessage());
            }
        }
    }
}
