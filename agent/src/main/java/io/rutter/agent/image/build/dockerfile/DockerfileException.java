package io.rutter.agent.image.build.dockerfile;

/** A Dockerfile that cannot be built, in the words that Docker has for it. */
public final class DockerfileException extends Exception {
    private static final long serialVersionUID = 1L;

    public DockerfileException(String message) {
        super(message);
    }

    static DockerfileException unparsable(String why) {
        return new DockerfileException("failed to parse Dockerfile: " + why);
    }

    static DockerfileException atLine(int line, String why) {
        return new DockerfileException("dockerfile parse error line " + line + ": " + why);
    }
}
