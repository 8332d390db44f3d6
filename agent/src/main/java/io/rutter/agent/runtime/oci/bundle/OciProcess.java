package io.rutter.agent.runtime.oci.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The part of a bundle's configuration that says what is executed, and as whom. */
public final class OciProcess {
    static final String DEFAULT_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    static final String INIT = "/sbin/docker-init";

    private static final String NO_NEW_PRIVILEGES = "no-new-privileges";
    private static final String NOFILE = "RLIMIT_NOFILE";

    private OciProcess() {}

    static void write(
            ObjectNode process,
            ContainerConfig config,
            HostConfig hostConfig,
            ContainerUser user,
            List<String> capabilities,
            List<String> linked,
            String hostname,
            long nofileLimit) {
        Security security = hostConfig.security();
        process.put("terminal", config.tty());
        List<Integer> size = hostConfig.consoleSize();
        if (config.tty() && size != null && size.size() == 2 && size.get(0) > 0 && size.get(1) > 0) {
            process.putObject("consoleSize").put("height", size.get(0)).put("width", size.get(1));
        }
        user(process, user);
        var args = new ArrayList<String>();
        if (Boolean.TRUE.equals(hostConfig.init())) {
            args.add(INIT);
            args.add("--");
        }
        args.addAll(config.argv());
        texts(process.putArray("args"), args);
        texts(process.putArray("env"), environment(config.env(), linked, hostname, config.tty()));
        process.put("cwd", config.workingDir().isEmpty() ? "/" : config.workingDir());
        capabilities(process, capabilities, user.uid() == 0);
        rlimits(process.putArray("rlimits"), hostConfig.resources(), nofileLimit);
        process.put("noNewPrivileges", noNewPrivileges(security));
        process.put("oomScoreAdj", security.oomScoreAdj());
    }

    private static boolean noNewPrivileges(Security security) {
        return security.securityOpt().stream()
                .anyMatch(option -> option.equals(NO_NEW_PRIVILEGES)
                        || option.equals(NO_NEW_PRIVILEGES + ":true")
                        || option.equals(NO_NEW_PRIVILEGES + "=true"));
    }

    public static void user(ObjectNode process, ContainerUser user) {
        ObjectNode node = process.putObject("user").put("uid", user.uid()).put("gid", user.gid());
        ArrayNode gids = node.putArray("additionalGids");
        user.additionalGids().forEach(gids::add);
    }

    /** A process of another user than root has none of them until it executes something that gives it some. */
    public static void capabilities(ObjectNode process, List<String> capabilities, boolean root) {
        ObjectNode node = process.putObject("capabilities");
        texts(node.putArray("bounding"), capabilities);
        if (root) {
            texts(node.putArray("effective"), capabilities);
            texts(node.putArray("permitted"), capabilities);
        }
    }

    /** Docker's own variables first, those of links, then the user's and the image's, which replace them. */
    public static List<String> environment(List<String> configured, List<String> linked, String hostname, boolean tty) {
        var all = new ArrayList<String>();
        all.add(DEFAULT_PATH);
        all.add("HOSTNAME=" + hostname);
        if (tty) {
            all.add("TERM=xterm");
        }
        all.addAll(linked);
        return merged(all, configured);
    }

    /** Later ones replace earlier ones of the same name in their place; a bare name takes the variable away. */
    public static List<String> merged(List<String> base, List<String> added) {
        var all = new ArrayList<>(base);
        for (String entry : added) {
            int equals = entry.indexOf('=');
            String name = (equals < 0 ? entry : entry.substring(0, equals)) + "=";
            int at = -1;
            for (int i = 0; i < all.size(); i++) {
                at = all.get(i).startsWith(name) ? i : at;
            }
            if (equals < 0) {
                all.removeIf(known -> known.startsWith(name));
            } else if (at < 0) {
                all.add(entry);
            } else {
                all.set(at, entry);
            }
        }
        return all;
    }

    /** The virtual machine has raised its own limit, and children would inherit that: so the limit is always said. */
    private static void rlimits(ArrayNode rlimits, Resources resources, long nofileLimit) {
        boolean nofileGiven = false;
        for (Resources.Ulimit ulimit : resources.ulimits()) {
            String type = "RLIMIT_" + ulimit.name().toUpperCase(Locale.ROOT);
            nofileGiven |= type.equals(NOFILE);
            rlimit(rlimits, type, ulimit.soft(), ulimit.hard());
        }
        if (!nofileGiven) {
            rlimit(rlimits, NOFILE, nofileLimit, nofileLimit);
        }
    }

    /** -1 is no limit, which the format wants as the largest unsigned number. */
    private static void rlimit(ArrayNode rlimits, String type, long soft, long hard) {
        ObjectNode node = rlimits.addObject().put("type", type);
        node.put("soft", new java.math.BigInteger(Long.toUnsignedString(soft)));
        node.put("hard", new java.math.BigInteger(Long.toUnsignedString(hard)));
    }

    public static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
