package io.rutter.agent.linux.network;

import java.nio.file.Path;

/**
 * Two devices with a cable between them, one here and one in another network namespace.
 *
 * @param name of the end here, at most 15 characters
 * @param bridge of which the end here becomes a port; empty for none
 * @param peerName of the end there
 * @param peerNamespace file of the namespace
 * @param peerMac empty for a random one
 * @param mtuBytes 0 for the default
 */
public record VethPair(String name, String bridge, String peerName, Path peerNamespace, String peerMac, int mtuBytes) {}
