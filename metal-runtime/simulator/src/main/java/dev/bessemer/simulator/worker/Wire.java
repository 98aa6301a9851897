package dev.bessemer.simulator.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is written to and read from a worker, byte for byte: the twin of {@code worker/protocol.h}. */
public final class Wire {
    /** Buffers that a kernel can have, and threadgroup arguments. */
    public static final int SLOTS = 31;

    /** The most processes that execute a launch together. */
    public static final int MAX_WORKERS = 16;

    static final int RESPONSE_BYTES = 16;
    static final int FAULT_BYTES = 48 + 2 * 144;
    private static final int REQUEST_BYTES = 48 + SLOTS * (32 + 4 + 4);
    private static final int MAGIC = 0x4d534c31;
    private static final int FRAMES = 8;
    private static final int NAME_BYTES = 40;

    /**
     * Bytes of the shared file that a kernel sees.
     *
     * @param fileOffset of its first page in the file
     * @param lead from there to its first byte
     * @param bytes how many there are
     * @param writable whether the kernel may write to it
     * @param uninitialized whether reading what the kernel has not written is a fault
     */
    public record Region(long fileOffset, long lead, long bytes, boolean writable, boolean uninitialized) {
        private static final long MEMORY = 1L << 44;
        private static final long SPAN = 1L << 36;
        private static final long SPAN_LEAD = 1L << 30;

        /** The address of its first byte in the worker where it is bound to a slot: the twin of {@code slot_address} in {@code worker/memory.h}. */
        public long address(int slot) {
            return MEMORY + slot * SPAN + SPAN_LEAD + lead;
        }
    }

    /**
     * A launch.
     *
     * @param kernel the index in the program's table of kernels
     * @param grid threads in each dimension
     * @param threadgroup threads in each dimension
     * @param limitMilliseconds after which the kernel is stopped
     * @param workers how many processes execute threadgroups
     * @param races whether instrumented code reports races
     * @param regions memory
     * @param buffers the index of the region bound to each slot, or -1
     * @param threadgroupBytes threadgroup memory of the host's size, by slot
     */
    public record Request(
            int kernel,
            List<Integer> grid,
            List<Integer> threadgroup,
            int limitMilliseconds,
            int workers,
            boolean races,
            List<Region> regions,
            List<Integer> buffers,
            List<Integer> threadgroupBytes) {
        /** Copies the lists. */
        public Request {
            grid = List.copyOf(grid);
            threadgroup = List.copyOf(threadgroup);
            regions = List.copyOf(regions);
            buffers = List.copyOf(buffers);
            threadgroupBytes = List.copyOf(threadgroupBytes);
        }

        byte[] encoded() {
            ByteBuffer out = ByteBuffer.allocate(REQUEST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.putInt(MAGIC).putInt(kernel);
            grid.forEach(out::putInt);
            threadgroup.forEach(out::putInt);
            out.putInt(limitMilliseconds).putInt(workers).putInt(regions.size()).putInt(races ? 1 : 0);
            for (int i = 0; i < SLOTS; i++) {
                put(out, i < regions.size() ? regions.get(i) : new Region(0, 0, 0, false, false));
            }
            buffers.forEach(out::putInt);
            threadgroupBytes.forEach(out::putInt);
            return out.array();
        }

        private static void put(ByteBuffer out, Region region) {
            out.putLong(region.fileOffset()).putLong(region.lead()).putLong(region.bytes());
            out.putLong((region.writable() ? 1 : 0) | (region.uninitialized() ? 2 : 0));
        }
    }

    /** What happened, in the order of {@code FaultKind}. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** A memory access where there is no memory. */
        BAD_ACCESS,
        /** What C++ gives no meaning to. */
        UNDEFINED,
        /** An integer division by zero. */
        DIVISION,
        /** The time limit. */
        TIMEOUT,
        /** Lanes wait at different places. */
        DIVERGENCE,
        /** Lanes wait for one that has returned. */
        RETURNED,
        /** Accesses that nothing orders. */
        RACE,
        /** A read of what nothing has written. */
        UNINITIALIZED,
        /** Memory beside a buffer was written. */
        OVERRUN,
        /** A lane's stack is full. */
        STACK_OVERFLOW,
        /** The process ended without a report. */
        DIED,
        /** The worker could not do what it was asked to. */
        SETUP
    }

    /** Which memory, in the order of {@code MemoryKind}. */
    public enum Memory {
        /** None that is known. */
        NONE,
        /** A buffer. */
        BUFFER,
        /** Threadgroup memory whose size the host gives. */
        THREADGROUP_ARGUMENT,
        /** The variables in threadgroup memory. */
        THREADGROUP_VARIABLE
    }

    /**
     * What a thread did, and where.
     *
     * @param frames return addresses, innermost first
     * @param line the line that the operation itself gave, or 0
     * @param writes whether it is a write
     * @param atomic whether it is an atomic operation
     * @param returned whether the thread has returned
     * @param thread its position in the grid
     * @param threadgroup its threadgroup's position
     * @param what the operation's name in Metal, where lanes meet
     */
    public record Place(
            List<Long> frames,
            int line,
            boolean writes,
            boolean atomic,
            boolean returned,
            List<Integer> thread,
            List<Integer> threadgroup,
            String what) {
        /** Copies the lists. */
        public Place {
            frames = List.copyOf(frames);
            thread = List.copyOf(thread);
            threadgroup = List.copyOf(threadgroup);
        }
    }

    /**
     * A fault as the worker reports it.
     *
     * @param kind what happened
     * @param detail more about it, depending on the kind
     * @param address the address
     * @param memory which memory that is in or near
     * @param slot the slot of a buffer or argument
     * @param offset from the memory's first byte to the access
     * @param bytes the bytes accessed
     * @param memoryBytes the memory's bytes
     * @param places where: one or two, none where nothing is known
     */
    public record Fault(
            Kind kind,
            int detail,
            long address,
            Memory memory,
            int slot,
            long offset,
            long bytes,
            long memoryBytes,
            List<Place> places) {
        /** Copies the list. */
        public Fault {
            places = List.copyOf(places);
        }

        /** A fault of which nothing is known but its kind. */
        static Fault of(Kind kind, int detail) {
            return new Fault(kind, detail, 0, Memory.NONE, 0, 0, 0, 0, List.of());
        }
    }

    /**
     * What came of a launch.
     *
     * @param nanoseconds the time it took
     * @param faults what went wrong
     */
    public record Response(long nanoseconds, List<Fault> faults) {
        /** Copies the list. */
        public Response {
            faults = List.copyOf(faults);
        }
    }

    private Wire() {}

    static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The number of faults that follow a response. */
    static int faultCount(ByteBuffer response) {
        if (response.getInt(0) != MAGIC) {
            throw new IllegalStateException("the worker's answer is damaged");
        }
        return response.getInt(4);
    }

    static Fault fault(ByteBuffer in) {
        Kind kind = Kind.values()[in.getInt()];
        int detail = in.getInt();
        long address = in.getLong();
        Memory memory = Memory.values()[in.getInt()];
        int slot = in.getInt();
        long offset = in.getLong();
        long bytes = in.getLong();
        long memoryBytes = in.getLong();
        List<Place> places = new ArrayList<>();
        place(in, places);
        place(in, places);
        return new Fault(kind, detail, address, memory, slot, offset, bytes, memoryBytes, places);
    }

    private static void place(ByteBuffer in, List<Place> places) {
        List<Long> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            long frame = in.getLong();
            if (frame != 0) {
                frames.add(frame);
            }
        }
        int line = in.getInt();
        int access = in.getInt();
        List<Integer> thread = List.of(in.getInt(), in.getInt(), in.getInt());
        List<Integer> threadgroup = List.of(in.getInt(), in.getInt(), in.getInt());
        boolean known = in.getInt() != 0;
        in.getInt();
        byte[] name = new byte[NAME_BYTES];
        in.get(name);
        if (known) {
            String what = new String(name, StandardCharsets.UTF_8).replace("\0", "");
            places.add(new Place(
                    frames, line, (access & 1) != 0, (access & 2) != 0, (access & 4) != 0, thread, threadgroup, what));
        }
    }
}
