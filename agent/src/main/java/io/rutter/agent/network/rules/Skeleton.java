package io.rutter.agent.network.rules;

/** The part of an engine's table that never changes. */
final class Skeleton {
    /*
     * raw: a bridge has route_localnet so that ports published on 127.0.0.1 find their way back; without these two rules a
     * container could read what the host serves on loopback, or speak in its name.
     * published: whoever asks for a local address, from outside, from the host or from a container.
     * postrouting: a loopback address means nothing on a bridge; the host's address there does. Who comes back to the bridge
     * it is on (even to itself) gets the host's address too, so that the answer takes the same way; a frame that the bridge
     * hands on by itself shows no interface it came in by there, so this goes by its source.
     */
    private static final String TEXT = """
            add table ip %1$s
            delete table ip %1$s
            table ip %1$s {
            \tset bridges {
            \t\ttype ifname
            \t}
            \tset internal {
            \t\ttype ifname
            \t}
            \tmap at {
            \t\ttype inet_proto . ipv4_addr . inet_service : ipv4_addr . inet_service
            \t}
            \tmap everywhere {
            \t\ttype inet_proto . inet_service : ipv4_addr . inet_service
            \t}
            \tmap balanced {
            \t\ttype inet_proto . inet_service : verdict
            \t}
            \tmap to {
            \t\ttype ifname : verdict
            \t}
            \tmap back {
            \t\ttype ifname : verdict
            \t}
            \tmap from {
            \t\ttype ifname : verdict
            \t}
            \tchain raw {
            \t\ttype filter hook prerouting priority raw; policy accept;
            \t\tiifname @bridges ip daddr 127.0.0.0/8 drop
            \t\tiifname @bridges ip saddr 127.0.0.0/8 drop
            \t}
            \tchain published {
            \t\tdnat ip to meta l4proto . ip daddr . th dport map @at
            \t\tdnat ip to meta l4proto . th dport map @everywhere
            \t\tmeta l4proto . th dport vmap @balanced
            \t}
            \tchain prerouting {
            \t\ttype nat hook prerouting priority dstnat; policy accept;
            \t\tfib daddr type local jump published
            \t}
            \tchain output {
            \t\ttype nat hook output priority -100; policy accept;
            \t\tfib daddr type local jump published
            \t}
            \tchain forward {
            \t\ttype filter hook forward priority filter; policy accept;
            \t\toifname vmap @to
            \t\tiifname @internal drop
            \t}
            \tchain postrouting {
            \t\ttype nat hook postrouting priority srcnat; policy accept;
            \t\tip saddr 127.0.0.0/8 oifname @bridges masquerade
            \t\tct status dnat oifname vmap @back
            \t\tiifname vmap @from
            \t}
            }
            """;

    private Skeleton() {}

    static String text(String table) {
        return TEXT.formatted(table);
    }
}
