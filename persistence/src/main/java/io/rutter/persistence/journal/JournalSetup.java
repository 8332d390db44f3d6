package io.rutter.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.rutter.engine.log.StateSource;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.setup.Setup;

/**
 * What the plugins of an actor system work with; it goes into the system's {@code ActorSystemSetup}, since Pekko makes plugins
 * from configuration alone.
 */
public final class JournalSetup extends Setup {
    private final LogWriter writer;
    private final EntityHistory history;
    private final StateSource states;
    private final Payloads payloads;

    public JournalSetup(LogWriter writer, EntityHistory history, StateSource states, Payloads payloads) {
        this.writer = writer;
        this.history = history;
        this.states = states;
        this.payloads = payloads;
    }

    /** What the actor system's configuration needs beside it: plugins and their settings, without fallbacks. */
    public static Config config() {
        return ConfigFactory.parseResources(JournalSetup.class.getClassLoader(), "rutter-journal.conf");
    }

    static JournalSetup of(ActorSystem system) {
        return system.settings()
                .setup()
                .get(JournalSetup.class)
                .orElseThrow(() -> new IllegalStateException(
                        "the actor system was made without a JournalSetup, so its entities have no log"));
    }

    LogWriter writer() {
        return writer;
    }

    EntityHistory history() {
        return history;
    }

    StateSource states() {
        return states;
    }

    Payloads payloads() {
        return payloads;
    }
}
