package io.rutter.deploy.crash;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Everything that clients were told, over all rounds. */
final class Promises {
    /** A container's number is in its name and in its command, so that its process can be found on the host. */
    private final Map<Integer, Promise> containers = new ConcurrentHashMap<>();

    private final AtomicInteger numbers = new AtomicInteger(1000);
    private volatile int replicas;
    private volatile boolean scaling;

    int number() {
        return numbers.incrementAndGet();
    }

    static String name(int number) {
        return "crash-" + number;
    }

    /** What the container's process is called on the host: nobody else sleeps so long. */
    static String sleep(int number) {
        return "8" + number + "00";
    }

    void told(int number, Promise promise) {
        containers.put(number, promise);
    }

    @Nullable
    Promise about(int number) {
        return containers.get(number);
    }

    Map<Integer, Promise> containers() {
        return new TreeMap<>(containers);
    }

    void settled(int number, boolean exists) {
        if (!exists) {
            containers.remove(number);
        }
    }

    void scalingTo(int wanted) {
        scaling = true;
        replicas = wanted;
    }

    void scaled() {
        scaling = false;
    }

    /** How many replicas the last acknowledged command asked for; -1 where the last one was not answered. */
    int replicas() {
        return scaling ? -1 : replicas;
    }
}
