package io.rutter.agent.image.store;

/**
 * A layer on disk.
 *
 * @param diffId digest of its tar, uncompressed
 * @param sizeBytes of its regular files
 * @param tarBytes length of its tar
 * @param link its short name, for mounting
 */
public record Layer(String diffId, long sizeBytes, long tarBytes, String link) {}
