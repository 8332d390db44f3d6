package io.rutter.engine.log;

/**
 * An event as it will be stored.
 *
 * @param wireId registered id of its type
 * @param version registered version of its type
 * @param bytes the payload; not copied, so never changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and a copy of every payload would cost
public record Encoded(int wireId, int version, byte[] bytes) {}
