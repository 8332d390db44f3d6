package io.rutter.agent.network.files;

import io.rutter.agent.network.rules.NamespaceRules;
import java.util.ArrayList;
import java.util.List;

/**
 * A resolv.conf in three lists.
 *
 * @param servers addresses of name servers
 * @param search domains to try
 * @param options such as {@code ndots:2}
 */
public record ResolvFile(List<String> servers, List<String> search, List<String> options) {
    /** What is asked where the host names only itself. Source: dockerd. */
    private static final List<String> PUBLIC_SERVERS = List.of("8.8.8.8", "8.8.4.4");

    private static final String NO_SEARCH = ".";

    public ResolvFile {
        servers = List.copyOf(servers);
        search = List.copyOf(search);
        options = List.copyOf(options);
    }

    /** Reads a resolv.conf; lines it does not know are left out. */
    public static ResolvFile parse(String text) {
        var servers = new ArrayList<String>();
        List<String> search = List.of();
        var options = new ArrayList<String>();
        for (String line : text.lines().toList()) {
            String bare = line.replaceFirst("[#;].*", "").strip();
            String[] words = bare.split("\\s+");
            List<String> rest = List.of(words).subList(1, words.length);
            switch (words[0]) {
                case "nameserver" -> servers.addAll(rest.stream().limit(1).toList());
                case "search", "domain" -> search = rest;
                case "options" -> options.addAll(rest);
                default -> {}
            }
        }
        return new ResolvFile(servers, search, options);
    }

    /** Whether the host's only servers are on its own loopback, where a container cannot reach them. */
    public boolean onlyLoopback() {
        return !servers.isEmpty() && servers.stream().allMatch(ResolvFile::isLoopback);
    }

    /** With what the user gave in the place of the host's, list by list. */
    public ResolvFile overridden(List<String> dns, List<String> dnsSearch, List<String> dnsOptions) {
        return new ResolvFile(
                dns.isEmpty() ? servers : dns,
                dnsSearch.isEmpty() ? search : dnsSearch,
                dnsOptions.isEmpty() ? options : dnsOptions);
    }

    /** Only what a container on an IPv4 network can reach; where nothing remains, two public servers. */
    public ResolvFile reachable() {
        List<String> remaining = servers.stream()
                .filter(server -> !isLoopback(server) && !server.contains(":"))
                .toList();
        return new ResolvFile(remaining.isEmpty() ? PUBLIC_SERVERS : remaining, search, options);
    }

    /** For a container on a network of the user's: its own resolver, which asks the servers of this one. */
    public ResolvFile embedded() {
        var all = new ArrayList<>(options);
        if (options.stream().noneMatch(option -> option.startsWith("ndots:"))) {
            all.add("ndots:0");
        }
        return new ResolvFile(List.of(NamespaceRules.RESOLVER), search, all);
    }

    /** The text of the file. */
    public String text() {
        var text = new StringBuilder();
        if (!search.isEmpty() && !search.equals(List.of(NO_SEARCH))) {
            text.append("search ").append(String.join(" ", search)).append('\n');
        }
        servers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
        if (!options.isEmpty()) {
            text.append("options ").append(String.join(" ", options)).append('\n');
        }
        return text.toString();
    }

    private static boolean isLoopback(String server) {
        return server.startsWith("127.") || server.equals("::1");
    }
}
