package io.rutter.persistence.wire;

/** The log holds something that this program cannot read. It stops the engine: what is not understood is never skipped. */
public final class UnknownWireType extends IllegalStateException {
    private static final long serialVersionUID = 1;

    UnknownWireType(String what) {
        super("the log holds " + what + ", which this version of Rutter does not know."
                + " Run the version that wrote it, or a newer one; nothing was changed.");
    }
}
