package io.rutter.engine.node;

import io.rutter.engine.entity.Copy;
import io.rutter.engine.entity.Wire;
import java.util.Map;

/** What users want of a node. Source: Docker Engine API 1.51, NodeSpec. */
public record NodeSpec(String name, Map<String, String> labels, Role role, Availability availability) implements Wire {
    public NodeSpec {
        name = Copy.text(name);
        labels = Copy.map(labels);
    }

    /** Whether it takes part in deciding. */
    public enum Role {
        WORKER("worker"),
        MANAGER("manager");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Whether it takes tasks: new ones too, only those that it has, or none. */
    public enum Availability {
        ACTIVE("active"),
        PAUSE("pause"),
        DRAIN("drain");

        private final String word;

        Availability(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
