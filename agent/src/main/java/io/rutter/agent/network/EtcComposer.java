package io.rutter.agent.network;

import io.rutter.agent.network.files.HostsFile;
import io.rutter.agent.network.files.HostsFile.Line;
import io.rutter.agent.network.files.ResolvFile;
import io.rutter.engine.assignment.ContainerAssignment.LinkedContainer;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Composes a container's files from what the node knows of its networks. */
final class EtcComposer {
    private static final Path HOSTS_OF_HOST = Path.of("/etc/hosts");
    private static final int SHORT_ID_DIGITS = 12;

    private final KnownNetworks networks;
    private final HostResolver resolver;

    EtcComposer(KnownNetworks networks, HostResolver resolver) {
        this.networks = networks;
        this.resolver = resolver;
    }

    EtcTexts compose(Placement placement, String hostname, String domainname) throws IOException {
        return new EtcTexts(hosts(placement, hostname, domainname), hostname + "\n", resolvConf(placement));
    }

    private String hosts(Placement placement, String hostname, String domainname) throws IOException {
        List<Line> extra = extra(placement);
        if (placement.setup().mode().equals("host") && extra.isEmpty()) {
            return HostsFile.ofHost(Files.exists(HOSTS_OF_HOST) ? Files.readString(HOSTS_OF_HOST) : "");
        }
        var addresses = placement.endpoints().stream()
                .map(Endpoint::ipv4)
                .filter(address -> !address.isEmpty())
                .toList();
        return new HostsFile(hostname, domainname, addresses, extra).text();
    }

    private List<Line> extra(Placement placement) {
        var extra = new ArrayList<Line>();
        Optional<NetworkAssignment> bridge = networks.named("bridge");
        String gateway = bridge.flatMap(
                        network -> network.spec().pools().stream().findFirst())
                .map(NetworkSpec.Pool::gateway)
                .orElse("127.0.0.1");
        placement.setup().extraHosts().forEach(host -> extra.add(Line.ofExtraHost(host, gateway)));
        if (!KnownNetworks.resolves(placement.endpoints())) {
            placement.links().stream()
                    .filter(link -> !link.ipv4().isEmpty())
                    .map(link -> Line.ofLink(link.ipv4(), link.alias(), shortId(link), link.name()))
                    .forEach(extra::add);
        }
        return extra;
    }

    private static String shortId(LinkedContainer link) {
        return link.containerId().substring(0, SHORT_ID_DIGITS);
    }

    private String resolvConf(Placement placement) {
        var setup = placement.setup();
        boolean host = setup.mode().equals("host");
        ResolvFile file = (host ? resolver.now() : resolver.forContainers())
                .overridden(setup.dns(), setup.dnsSearch(), setup.dnsOptions());
        if (host) {
            return file.text();
        }
        if (KnownNetworks.resolves(placement.endpoints())) {
            return file.embedded().text();
        }
        return setup.dns().isEmpty() ? file.reachable().text() : file.text();
    }
}
