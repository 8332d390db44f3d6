package io.rutter.agent.network;

import io.rutter.engine.assignment.IngressAssignment;
import io.rutter.engine.assignment.NetworkAssignment;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.entity.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The networks of a node, and each container's place in them. Methods block; an {@link IOException} is a broken host. */
public interface NodeNetwork {
    /** Makes a network's bridge, and brings names and service addresses up to date in the namespaces that are on it. */
    void apply(NetworkAssignment network) throws IOException;

    /** Takes a network's bridge away. */
    void forget(String networkId) throws IOException;

    /**
     * Publishes the ports of services on this node; the collection is all of them.
     *
     * @return a sentence for each port that a stranger holds
     */
    List<String> applyIngress(Collection<IngressAssignment> services) throws IOException;

    /**
     * Makes a container's network: its namespace with all interfaces, its resolver, its service addresses. Refuses: Conflict when
     * it shall join a container that does not run.
     */
    NetworkNamespace prepare(Placement placement) throws IOException;

    /** The namespace that a container has already. */
    Optional<Path> namespace(String containerId);

    /**
     * Publishes a container's ports. Needs no namespace, so it may run beside {@link #prepare}.
     *
     * @return why not, in Docker's words; empty when all are published
     */
    Optional<Problem> publish(Placement placement) throws IOException;

    /** Withdraws a container's ports: they are free for others when this returns, which is at once. */
    void unpublish(String containerId);

    /** Joins a running container to one more network. */
    void join(Placement placement, Endpoint endpoint) throws IOException;

    /** Takes a running container off a network. */
    void leave(String containerId, Endpoint endpoint) throws IOException;

    /** Takes a container's network away; its addresses are free when this returns. Slow: not on a request's way. */
    void release(String containerId) throws IOException;

    /**
     * The first look at the host: takes over what lives, removes what is left of the dead, and writes the firewall.
     *
     * @param living containers whose process an earlier engine started and that is alive
     * @return by container id, what of it could not be restored
     */
    Map<String, Problem> adopt(Collection<Placement> living) throws IOException;

    /**
     * The texts of a container's files in {@code /etc}.
     *
     * @param hostname the container's; the host's own in the host's network
     * @param domainname empty for none
     */
    EtcTexts etc(Placement placement, String hostname, String domainname) throws IOException;

    /** Writes the firewall anew, whatever somebody else has made of it, and looks at the firewalls of others. */
    void lookAgain() throws IOException;
}
