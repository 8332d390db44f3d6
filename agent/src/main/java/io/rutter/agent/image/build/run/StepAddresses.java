package io.rutter.agent.image.build.run;

import io.rutter.engine.container.Endpoint;
import java.io.IOException;
import java.util.List;

/** Who gives build steps their addresses on the default bridge. A step is no container and has no place of its own in the log. */
public interface StepAddresses {
    /** Endpoints for a step; held until they are given back or the engine ends. */
    List<Endpoint> take(String stepId) throws IOException;

    void giveBack(String stepId);
}
