package io.rutter.engine.service;

import io.rutter.engine.claims.Claim;
import io.rutter.engine.entity.Copy;
import io.rutter.engine.id.Kind;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskTemplate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service between its creation and its removal.
 *
 * @param version of the specification, counted from 1
 * @param taskVersion version that last changed what a task is; a task of another one has to be replaced
 * @param previous specification before the last update; null where there is no way back
 * @param previousTaskVersion its task version
 * @param status of the last update; null when none was needed
 * @param addresses one on each network, unless its name resolves to its tasks
 * @param ports as published, with the ports it got
 */
public record LiveService(
        String id,
        ServiceSpec spec,
        long version,
        long taskVersion,
        @Nullable ServiceSpec previous,
        long previousTaskVersion,
        @Nullable UpdateStatus status,
        List<VirtualIp> addresses,
        List<ServicePort> ports,
        Instant createdAt,
        Instant updatedAt)
        implements Service {
    public LiveService {
        addresses = Copy.list(addresses);
        ports = Copy.list(ports);
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public long generation() {
        return version;
    }

    public String name() {
        return spec.name();
    }

    /** What a task of a version was declared as; null when that is no longer known here. */
    public @Nullable TaskTemplate taskOf(long version) {
        if (version == taskVersion) {
            return spec.task();
        }
        return previous != null && version == previousTaskVersion ? previous.task() : null;
    }

    @Override
    public Set<Claim> claims() {
        var claims = new HashSet<Claim>();
        claims.add(new Claim.Name(Kind.SERVICE, spec.name()));
        for (VirtualIp address : addresses) {
            claims.add(new Claim.Address(address.networkId(), address.address()));
        }
        for (ServicePort port : ports) {
            if (port.mode() == ServicePort.PublishMode.INGRESS) {
                claims.add(new Claim.IngressPort(port.protocol(), port.publishedPort()));
            }
        }
        for (var network : spec.task().networks()) {
            claims.add(new Claim.Use(Kind.NETWORK, network.target(), spec.name()));
        }
        // not those of the version before: a secret that was rotated out can be removed
        for (var secret : spec.task().container().secrets()) {
            claims.add(new Claim.Use(Kind.SECRET, secret.id(), spec.name()));
        }
        for (var config : spec.task().container().configs()) {
            claims.add(new Claim.Use(Kind.CONFIG, config.id(), spec.name()));
        }
        return claims;
    }
}
