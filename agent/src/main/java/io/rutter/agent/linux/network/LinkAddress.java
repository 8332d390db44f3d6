package io.rutter.agent.linux.network;

/**
 * An address of a network device.
 *
 * @param address without prefix
 */
public record LinkAddress(int linkIndex, String address, int prefixLength) {}
