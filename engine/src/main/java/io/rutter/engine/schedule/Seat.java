package io.rutter.engine.schedule;

/** A node while a batch is being placed: what it has left shrinks with each task. Lives no longer than the batch. */
final class Seat {
    /** More failures than these, and a node comes after all others. */
    private static final int FAILURES_BORNE = 5;

    private final NodeRoom room;
    private final TaskDemand demand;
    private int taken;

    Seat(NodeRoom room, TaskDemand demand) {
        this.room = room;
        this.demand = demand;
    }

    NodeRoom room() {
        return room;
    }

    String nodeId() {
        return room.node().id();
    }

    void take() {
        taken++;
    }

    boolean takenAny() {
        return taken > 0;
    }

    long memoryFreeBytes() {
        return room.memoryFreeBytes() - taken * demand.memoryBytes();
    }

    long cpuFreeNanos() {
        return room.cpuFreeNanos() - taken * demand.nanoCpus();
    }

    int serviceTasks() {
        return room.tasksOf(demand.serviceId()) + taken;
    }

    private int allTasks() {
        return room.allTasks() + taken;
    }

    private int failures() {
        int failures = room.failures().getOrDefault(demand.serviceId(), 0);
        return failures < FAILURES_BORNE ? 0 : failures;
    }

    /** Which of two nodes is better for the next task: the smaller. */
    static int rank(Seat one, Seat other) {
        int order = Integer.compare(one.failures(), other.failures());
        order = order != 0 ? order : Integer.compare(one.serviceTasks(), other.serviceTasks());
        order = order != 0 ? order : Integer.compare(one.allTasks(), other.allTasks());
        order = order != 0 ? order : Long.compare(other.memoryFreeBytes(), one.memoryFreeBytes());
        order = order != 0 ? order : Long.compare(other.cpuFreeNanos(), one.cpuFreeNanos());
        return order != 0 ? order : one.nodeId().compareTo(other.nodeId());
    }
}
