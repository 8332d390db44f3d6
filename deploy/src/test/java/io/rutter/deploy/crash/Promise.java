package io.rutter.deploy.crash;

/** What a client was told about one container; the last word counts. */
sealed interface Promise {
    /** Asked and not answered: any outcome is right, but one of them. */
    record Unknown() implements Promise {}

    record Created() implements Promise {}

    record Started() implements Promise {}

    record Removed() implements Promise {}
}
