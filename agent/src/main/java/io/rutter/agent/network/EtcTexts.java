package io.rutter.agent.network;

/**
 * What a container reads in {@code /etc}: the whole text of each file. A container in another's network gets that one's files
 * instead.
 */
public record EtcTexts(String hosts, String hostname, String resolvConf) {}
