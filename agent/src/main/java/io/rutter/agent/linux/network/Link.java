package io.rutter.agent.linux.network;

/**
 * A network device.
 *
 * @param kind such as bridge, veth, vxlan; empty for hardware and loopback
 * @param mac six octets in hexadecimal with colons; empty when it has none
 * @param masterIndex of the bridge it is a port of; 0 for none
 */
public record Link(int index, String name, String kind, boolean up, int mtuBytes, String mac, int masterIndex) {}
