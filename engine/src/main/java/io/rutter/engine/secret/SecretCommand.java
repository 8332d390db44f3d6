package io.rutter.engine.secret;

/** What may be asked of a secret. */
public sealed interface SecretCommand {
    record CreateSecret(SecretSpec spec) implements SecretCommand {}

    /**
     * Gives it other labels. Refuses: NotFound, Invalid when more than labels would change, Conflict when somebody else was
     * quicker.
     *
     * @param version which the writer knew
     */
    record RelabelSecret(long version, SecretSpec spec) implements SecretCommand {}

    /** Refuses: NotFound, Invalid while a service uses it. */
    record RemoveSecret() implements SecretCommand {}
}
