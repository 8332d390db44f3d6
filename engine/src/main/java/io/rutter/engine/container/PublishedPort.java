package io.rutter.engine.container;

import io.rutter.engine.entity.Wire;

/**
 * A container port published on a port of the host.
 *
 * @param protocol tcp, udp or sctp
 * @param hostIp {@code 0.0.0.0}, {@code ::} or one address
 */
public record PublishedPort(String protocol, int containerPort, String hostIp, int hostPort) implements Wire {}
