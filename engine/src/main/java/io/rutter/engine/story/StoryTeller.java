package io.rutter.engine.story;

import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.entity.Event;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.Kind;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.network.NetworkEvent;
import io.rutter.engine.service.ServiceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells how a thing came to be as it is: its own entries, and those of others that led to them. */
public final class StoryTeller {
    private static final int CHAIN_LIMIT = 1_000;
    private static final int LAST_ENTRIES = 30;
    private static final int LAST_ENTRIES_OF_A_PART = 6;
    private static final int SHORT_ID = 12;

    private final EventLog log;
    private final Map<EntityKey, String> names = new HashMap<>();
    private final Lives lives;

    public StoryTeller(EventLog log) {
        this.log = log;
        this.lives = new Lives(log);
    }

    /**
     * All that is known of a thing, in order, over all its lives.
     *
     * @param upTo offset of the last entry to tell
     */
    public List<Sentence> history(EntityKey key, long upTo) {
        return told(entries(key, upTo));
    }

    /** The last part of a thing's last life, with everything that led to it, in order. */
    public List<Sentence> why(EntityKey key, long upTo) {
        return why(key, List.of(), upTo);
    }

    /**
     * As {@link #why(EntityKey, long)}, with the last of what befell others.
     *
     * @param parts what the thing consists of: the tasks of a service
     */
    public List<Sentence> why(EntityKey key, List<EntityKey> parts, long upTo) {
        var chain = new TreeMap<Long, LogEntry>();
        lastLife(key, upTo, LAST_ENTRIES, chain);
        parts.forEach(part -> lastLife(part, upTo, LAST_ENTRIES_OF_A_PART, chain));
        return told(List.copyOf(chain.values()));
    }

    private void lastLife(EntityKey key, long upTo, int last, TreeMap<Long, LogEntry> chain) {
        List<LogEntry> all = entries(key, upTo);
        if (all.isEmpty()) {
            return;
        }
        long life = all.getLast().incarnation();
        List<LogEntry> lived = all.stream()
                .filter(entry -> entry.incarnation() == life)
                .filter(entry -> matters(entry.event()))
                .toList();
        lived.stream().limit(1).forEach(entry -> follow(entry, chain));
        lived.subList(Math.max(0, lived.size() - last), lived.size()).forEach(entry -> follow(entry, chain));
    }

    private List<LogEntry> entries(EntityKey key, long upTo) {
        return log.entity(key, 1, Long.MAX_VALUE).stream()
                .filter(entry -> entry.offset() <= upTo)
                .toList();
    }

    /** Housekeeping and commands run inside explain nothing; history has them. */
    private static boolean matters(Event event) {
        return !(event instanceof ContainerEvent.ContainerReleased
                || event instanceof ContainerEvent.ContainerEndpointReleased
                || event instanceof ContainerEvent.ExecCreated
                || event instanceof ContainerEvent.ExecStarted
                || event instanceof ContainerEvent.ExecEnded);
    }

    private void follow(LogEntry entry, Map<Long, LogEntry> chain) {
        @Nullable LogEntry next = entry;
        while (next != null && !chain.containsKey(next.offset()) && chain.size() < CHAIN_LIMIT) {
            chain.put(next.offset(), next);
            long cause = next.origin().cause();
            List<LogEntry> page = cause > 0 && cause < next.offset() ? log.page(cause, 1) : List.of();
            next = page.isEmpty() ? null : page.getFirst();
        }
    }

    private List<Sentence> told(List<LogEntry> entries) {
        var sentences = new ArrayList<Sentence>();
        for (LogEntry entry : entries) {
            name(entry.key(), entry.event());
            sentences.add(Sentences.of(entry, name(entry.key()), lives));
        }
        return sentences;
    }

    private void name(EntityKey key, Event event) {
        String given = switch (event) {
            case ContainerEvent.ContainerDeclared declared -> declared.name();
            case ContainerEvent.TaskPending pending -> pending.name();
            case ContainerEvent.TaskRejected rejected -> rejected.name();
            case ContainerEvent.ContainerRenamed renamed -> renamed.name();
            case ServiceEvent.ServiceCreated made -> made.spec().name();
            case ServiceEvent.ServiceUpdated updated -> updated.spec().name();
            case NetworkEvent.NetworkCreated made -> made.spec().name();
            default -> null;
        };
        if (given != null) {
            names.put(key, given);
        }
    }

    /** As people call it: its name where its birth tells one, else the beginning of its id. */
    private String name(EntityKey key) {
        return names.computeIfAbsent(key, unnamed -> {
            for (LogEntry entry : log.entity(unnamed, 1, 1)) {
                switch (entry.event()) {
                    case ContainerEvent.ContainerDeclared declared -> {
                        return declared.name();
                    }
                    case ContainerEvent.TaskPending pending -> {
                        return pending.name();
                    }
                    case ServiceEvent.ServiceCreated made -> {
                        return made.spec().name();
                    }
                    default -> {}
                }
            }
            return shortened(unnamed);
        });
    }

    private static String shortened(EntityKey key) {
        String id = key.kind() == Kind.IMAGE && key.id().startsWith("sha256:")
                ? key.id().substring("sha256:".length())
                : key.id();
        boolean digits = id.length() == 64 || key.kind() == Kind.SERVICE || key.kind() == Kind.NODE;
        return digits && id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }
}
