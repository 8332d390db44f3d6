package io.rutter.engine.log;

/**
 * Room in the appender's queue that is spoken for: by writes that are queued or under way, and by reservations for writes that
 * will come. A value: reserving and giving back make new ones.
 */
public record Reserved(int entries, long bytes) {
    public static final Reserved NONE = new Reserved(0, 0);

    /** A command's events wait here, at most so many and so large together, until they are durable. */
    public static final int MAX_ENTRIES = 20_000;

    public static final long MAX_BYTES = 32L << 20;

    /** The largest event that is taken. Docker's API takes no larger body for a container or a config either. */
    public static final int MAX_EVENT_BYTES = 4 << 20;

    public boolean has(int moreEntries, long moreBytes) {
        return entries == 0 || (entries + moreEntries <= MAX_ENTRIES && bytes + moreBytes <= MAX_BYTES);
    }

    public Reserved plus(int moreEntries, long moreBytes) {
        return new Reserved(entries + moreEntries, bytes + moreBytes);
    }

    public Reserved minus(int fewerEntries, long fewerBytes) {
        if (fewerEntries > entries || fewerBytes > bytes) {
            throw new IllegalStateException("more room given back than was reserved");
        }
        return new Reserved(entries - fewerEntries, bytes - fewerBytes);
    }
}
