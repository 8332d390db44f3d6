package io.rutter.engine.story;

import io.rutter.engine.node.NodeEvent;
import io.rutter.engine.swarm.SwarmEvent;

/** What happened to the swarm and its nodes, in words. */
final class SwarmWords {
    private SwarmWords() {}

    static String node(NodeEvent event, String who, String name) {
        return switch (event) {
            case NodeEvent.NodeJoined joined -> "node " + joined.description().hostname() + " joined";
            case NodeEvent.NodeReady _ -> "node " + name + " is ready";
            case NodeEvent.NodeDown down -> "node " + name + " is down: " + down.message();
            case NodeEvent.NodeUpdated updated ->
                who + " set node " + name + " to "
                        + updated.spec().availability().word() + ", "
                        + updated.spec().role().word();
            case NodeEvent.NodeRemoved _ -> who + " removed node " + name;
        };
    }

    static String swarm(SwarmEvent event, String who) {
        return switch (event) {
            case SwarmEvent.SwarmInitialised _ -> who + " made this engine a swarm";
            case SwarmEvent.SwarmUpdated _ -> who + " changed the settings of the swarm";
            case SwarmEvent.SwarmTokensRotated _ -> who + " changed the swarm's join tokens";
            case SwarmEvent.SwarmLeft _ -> who + " left the swarm";
        };
    }
}
