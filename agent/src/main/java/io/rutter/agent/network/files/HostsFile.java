package io.rutter.agent.network.files;

import java.util.List;

/**
 * A container's {@code /etc/hosts}.
 *
 * @param hostname the container's
 * @param domainname empty for none
 * @param addresses the container's own, in the order of its endpoints
 * @param extra names given by the user or by links, in their order
 */
public record HostsFile(String hostname, String domainname, List<String> addresses, List<Line> extra) {
    /** What every container has. Source: dockerd 20.10. */
    private static final String EVERYBODYS = """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            ff00::0\tip6-mcastprefix
            ff02::1\tip6-allnodes
            ff02::2\tip6-allrouters
            """;

    private static final String HOST_GATEWAY = "host-gateway";

    public HostsFile {
        addresses = List.copyOf(addresses);
        extra = List.copyOf(extra);
    }

    /** The text of the file, and as its last lines the container itself. */
    public String text() {
        var text = new StringBuilder(EVERYBODYS);
        extra.forEach(line -> text.append(line.text()));
        String whole = domainname.isEmpty() ? hostname : hostname + "." + domainname;
        int dot = whole.indexOf('.');
        String own = dot < 0 ? whole : whole + " " + whole.substring(0, dot);
        addresses.forEach(address -> text.append(new Line(address, own).text()));
        return text.toString();
    }

    /** The host's own file, for a container in the host's network that adds nothing to it. */
    public static String ofHost(String hostsText) {
        var text = new StringBuilder(hostsText);
        if (!hostsText.isEmpty() && !hostsText.endsWith("\n")) {
            text.append('\n');
        }
        return text.toString();
    }

    /** An address and the names it has, separated by spaces. */
    public record Line(String address, String names) {
        /**
         * Reads {@code name:address}, or {@code name=address}, as in {@code --add-host}.
         *
         * @param hostGateway what {@code host-gateway} stands for
         */
        public static Line ofExtraHost(String text, String hostGateway) {
            int end = text.indexOf(':');
            int equal = text.indexOf('=');
            int split = equal >= 0 && (end < 0 || equal < end) ? equal : end;
            if (split < 0) {
                throw new IllegalArgumentException("bad format for add-host: \"" + text + "\"");
            }
            String address = text.substring(split + 1);
            return new Line(address.equals(HOST_GATEWAY) ? hostGateway : address, text.substring(0, split));
        }

        /**
         * The line of a link on the default bridge.
         *
         * @param alias name given to the link
         */
        public static Line ofLink(String address, String alias, String hostname, String name) {
            return new Line(address, alias + " " + hostname + (alias.equals(name) ? "" : " " + name));
        }

        String text() {
            return address + "\t" + names + "\n";
        }
    }
}
