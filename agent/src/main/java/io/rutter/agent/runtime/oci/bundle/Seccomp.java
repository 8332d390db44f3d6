package io.rutter.agent.runtime.oci.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.container.spec.Security;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a filter of system calls into a bundle. For crun it is compiled here, once for each set of capabilities: compiling takes
 * 12 ms, which every start would pay.
 */
public final class Seccomp {
    private static final String COMPILED = "run.oci.seccomp_bpf_data";
    private static final String OPTION = "seccomp";
    private static final String UNCONFINED = "unconfined";
    private static final int COMPILED_LIMIT = 64;

    private final ObjectMapper json;
    private final boolean takesCompiled;
    private final SeccompProfile defaults = SeccompDefaults.profile();
    private final Map<List<String>, String> compiled = new LinkedHashMap<>();

    /** @param takesCompiled whether the runtime takes a compiled filter */
    public Seccomp(ObjectMapper json, boolean takesCompiled) {
        this.json = json;
        this.takesCompiled = takesCompiled;
    }

    /**
     * Writes the filter that a container shall have.
     *
     * @return a refusal in Docker's words, when the user's own profile is none
     */
    Optional<String> write(ObjectNode config, Security security, List<String> capabilities) throws IOException {
        String asked = asked(security);
        if (security.privileged() || asked.equals(UNCONFINED)) {
            return Optional.empty();
        }
        ObjectNode linux = config.withObjectProperty("linux");
        if (asked.isEmpty() || asked.equals("builtin")) {
            Optional<String> data = takesCompiled ? compiled(capabilities) : Optional.empty();
            if (data.isPresent()) {
                config.withObjectProperty("annotations").put(COMPILED, data.get());
            } else {
                defaults.write(linux.putObject(OPTION), capabilities);
            }
            return Optional.empty();
        }
        try {
            SeccompProfile.parse(json.readTree(asked)).write(linux.putObject(OPTION), capabilities);
            return Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.of("Decoding seccomp profile failed: " + e.getMessage());
        }
    }

    /** The last of the options {@code seccomp=...}; empty for the default. */
    private static String asked(Security security) {
        String asked = "";
        for (String option : security.securityOpt()) {
            if (option.startsWith(OPTION + "=") || option.startsWith(OPTION + ":")) {
                asked = option.substring(OPTION.length() + 1);
            }
        }
        return asked;
    }

    private synchronized Optional<String> compiled(List<String> capabilities) throws IOException {
        List<String> key = capabilities.stream().sorted().toList();
        String known = compiled.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> data = defaults.filter(capabilities).compile().map(Base64.getEncoder()::encodeToString);
        if (compiled.size() >= COMPILED_LIMIT) {
            compiled.remove(compiled.keySet().iterator().next());
        }
        data.ifPresent(text -> compiled.put(key, text));
        return data;
    }
}
