package io.rutter.http.server.connection;

/** What the rest of the server tells a connection's stage. */
sealed interface ConnectionSignal {
    /** The answer to the present request is complete. */
    record Answered(boolean switchesProtocol) implements ConnectionSignal {}

    /** End when the running request is answered. */
    record Stop() implements ConnectionSignal {}
}
