package io.rutter.engine.container.spec;

import io.rutter.engine.entity.Wire;

/**
 * What happens after an exit.
 *
 * @param maximumRetryCount for {@code ON_FAILURE}; 0 for no limit
 */
public record RestartPolicy(Rule rule, int maximumRetryCount) implements Wire {
    public static final RestartPolicy NEVER = new RestartPolicy(Rule.NO, 0);

    /** Docker's four rules. */
    public enum Rule {
        NO("no"),
        ALWAYS("always"),
        UNLESS_STOPPED("unless-stopped"),
        ON_FAILURE("on-failure");

        private final String word;

        Rule(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
