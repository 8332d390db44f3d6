package io.rutter.engine.container;

/** Whose fault it is that a container could not be started. */
public enum StartFault {
    /** The host could not do what it should be able to. */
    HOST,
    /** What was asked for cannot be: no such user, device or command. */
    REQUEST,
    /** It cannot be now: a port is taken, a container whose namespace is to be joined does not run. */
    CONFLICT
}
