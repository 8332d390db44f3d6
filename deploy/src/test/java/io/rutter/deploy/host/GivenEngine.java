package io.rutter.deploy.host;

import java.nio.file.Path;
import java.util.List;

/** An engine that somebody else started and ends. */
public record GivenEngine(String kind, Path socket) implements Engine {
    @Override
    public List<String> inside() {
        return List.of();
    }

    @Override
    public void close() {
        // Not ours to end.
    }
}
