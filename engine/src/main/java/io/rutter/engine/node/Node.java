package io.rutter.engine.node;

import io.rutter.engine.entity.State;
import java.time.Instant;

/** What a node is: not in the cluster, or in it. */
public sealed interface Node extends State {
    record NoNode() implements Node {
        @Override
        public boolean alive() {
            return false;
        }
    }

    /** Whether its agent is heard. */
    enum Readiness {
        UNKNOWN("unknown"),
        READY("ready"),
        DOWN("down");

        private final String word;

        Readiness(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A node of the cluster.
     *
     * @param version of the specification, counted from 1
     * @param message why it is as it is; empty when ready
     */
    record LiveNode(
            String id,
            NodeSpec spec,
            NodeDescription description,
            Readiness readiness,
            String message,
            long version,
            Instant createdAt,
            Instant updatedAt)
            implements Node {
        @Override
        public boolean alive() {
            return true;
        }

        @Override
        public long generation() {
            return version;
        }

        /** Whether new tasks may go there. */
        public boolean takesTasks() {
            return readiness == Readiness.READY && spec.availability() == NodeSpec.Availability.ACTIVE;
        }

        /** Whether the tasks that it has may stay. */
        public boolean keepsTasks() {
            return readiness != Readiness.DOWN && spec.availability() != NodeSpec.Availability.DRAIN;
        }
    }
}
