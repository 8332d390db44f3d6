package io.rutter.persistence.journal;

/** Whether the disk has room for more. */
public interface Space {
    /** Whether ordinary commands may write. */
    boolean forAll();

    /** Whether commands that remove something may still write: they may use what is kept in reserve. */
    boolean forRemovals();
}
