package io.rutter.http.docker.swarm;

import io.rutter.http.docker.common.DockerDirectives;
import io.rutter.http.docker.common.Refused;
import java.util.function.LongFunction;
import org.apache.pekko.http.javadsl.server.Directives;
import org.apache.pekko.http.javadsl.server.Route;

/** The parameter {@code version}: which version of a thing the writer knew. */
public final class VersionParameter {
    private VersionParameter() {}

    /** @param what is updated, for the refusal */
    public static Route version(String what, LongFunction<Route> inner) {
        return Directives.parameterOptional("version", text -> {
            if (text.isEmpty() || !text.get().matches("\\d{1,18}")) {
                throw Refused.invalid("invalid " + what + " version '" + text.orElse("")
                        + "': strconv.ParseUint: parsing \"" + text.orElse("") + "\": invalid syntax");
            }
            return inner.apply(Long.parseLong(text.get()));
        });
    }

    /** The parameter {@code force}. */
    public static Route force(java.util.function.Function<Boolean, Route> inner) {
        return DockerDirectives.boolParameter("force", inner);
    }
}
