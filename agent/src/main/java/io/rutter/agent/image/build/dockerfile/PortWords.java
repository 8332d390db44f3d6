package io.rutter.agent.image.build.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** EXPOSE's ports. */
public final class PortWords {
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "sctp");
    private static final int MAX_PORT = 65_535;

    private PortWords() {}

    /** Each port as {@code 80/tcp}; ranges in full. */
    public static List<String> ports(List<String> words) throws DockerfileException {
        List<String> found = new ArrayList<>();
        for (String word : words) {
            int slash = word.indexOf('/');
            String protocol = slash < 0 ? "tcp" : word.substring(slash + 1).toLowerCase(Locale.ROOT);
            String range = slash < 0 ? word : word.substring(0, slash);
            // what a container's user might write, host ports and all: only the last part is the image's
            String port = range.substring(range.lastIndexOf(':') + 1);
            if (!PROTOCOLS.contains(protocol)) {
                throw new DockerfileException("Invalid proto: " + protocol);
            }
            range(port, protocol, found);
        }
        return found;
    }

    private static void range(String port, String protocol, List<String> found) throws DockerfileException {
        if (port.isEmpty()) {
            throw new DockerfileException("No port specified: " + port + "<empty>");
        }
        int dash = port.indexOf('-');
        int first = number(port, dash < 0 ? port : port.substring(0, dash));
        int last = dash < 0 ? first : number(port, port.substring(dash + 1));
        if (last < first) {
            throw new DockerfileException("Invalid containerPort: " + port);
        }
        for (int each = first; each <= last; each++) {
            found.add(each + "/" + protocol);
        }
    }

    private static int number(String port, String digits) throws DockerfileException {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0 && number <= MAX_PORT && !digits.startsWith("+")) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new DockerfileException("Invalid containerPort: " + port);
    }
}
