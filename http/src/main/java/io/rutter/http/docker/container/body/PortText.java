package io.rutter.http.docker.container.body;

import io.rutter.engine.container.spec.NetworkSetup.PortBinding;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Ports as the API writes them: {@code 80/tcp}, {@code 8080-8090}. */
public final class PortText {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]*");
    private static final int MAX_PORT = 65_535;

    private PortText() {}

    /** Exposed ports with their protocol, ranges as single ports. */
    static List<String> exposed(List<String> ports) {
        var single = new ArrayList<String>();
        for (String port : ports) {
            String normal = normal(port);
            int dash = normal.indexOf('-');
            int slash = normal.indexOf('/');
            if (dash < 0) {
                single.add(normal);
                continue;
            }
            int high = Integer.parseInt(normal.substring(dash + 1, slash));
            for (int number = Integer.parseInt(normal.substring(0, dash)); number <= high; number++) {
                single.add(number + normal.substring(slash));
            }
        }
        return single;
    }

    private static String normal(String port) {
        int slash = port.indexOf('/');
        String number = slash < 0 ? port : port.substring(0, slash);
        String protocol = slash < 0 ? "tcp" : port.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (!valid(number)) {
            throw invalid(number);
        }
        switch (protocol) {
            case "tcp", "udp", "sctp" -> {}
            default -> throw Refused.invalid("invalid proto: " + protocol);
        }
        return number + "/" + protocol;
    }

    public static boolean valid(String range) {
        var matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            return false;
        }
        int low = Integer.parseInt(matcher.group(1));
        int high = matcher.group(2) == null ? low : Integer.parseInt(matcher.group(2));
        return low <= high && high <= MAX_PORT;
    }

    private static Refused invalid(String port) {
        return Refused.invalid("invalid port specification: \"" + port + "\"");
    }

    static Map<String, List<PortBinding>> bindings(Fields host) {
        var bindings = new LinkedHashMap<String, List<PortBinding>>();
        host.objectListMap("PortBindings", "nat.PortBinding").forEach((port, given) -> {
            String normal = normal(port);
            if (normal.contains("-")) {
                throw invalid(port);
            }
            bindings.put(normal, given.stream().map(PortText::binding).toList());
        });
        return bindings;
    }

    private static PortBinding binding(Fields fields) {
        String hostPort = fields.text("HostPort");
        String hostIp = fields.text("HostIp");
        if (!hostPort.isEmpty() && !valid(hostPort)) {
            throw invalid(hostPort);
        }
        if (!ADDRESS.matcher(hostIp).matches()) {
            throw Refused.invalid("invalid IP address: " + hostIp);
        }
        return new PortBinding(hostIp, hostPort.equals("0") ? "" : hostPort);
    }
}
