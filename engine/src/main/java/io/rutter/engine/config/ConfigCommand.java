package io.rutter.engine.config;

/** What may be asked of a config. */
public sealed interface ConfigCommand {
    record CreateConfig(ConfigSpec spec) implements ConfigCommand {}

    /**
     * Gives it other labels. Refuses: NotFound, Invalid when more than labels would change, Conflict when somebody else was
     * quicker.
     *
     * @param version which the writer knew
     */
    record RelabelConfig(long version, ConfigSpec spec) implements ConfigCommand {}

    /** Refuses: NotFound, Invalid while a service uses it. */
    record RemoveConfig() implements ConfigCommand {}
}
