package io.rutter.agent.linux;

/**
 * An address of a network device.
 *
 * @param address without prefix
 */
public record LinkAddress(int linkIndex, String address, int prefixLength) {}
