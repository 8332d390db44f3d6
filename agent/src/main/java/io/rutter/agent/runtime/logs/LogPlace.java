package io.rutter.agent.runtime.logs;

/**
 * A place in a log that stays the same over rotations.
 *
 * @param inode of the file; 0 when there was none yet
 * @param offsetBytes in that file
 */
public record LogPlace(long inode, long offsetBytes) {
    /** Whether it is in the file with this key. */
    boolean isIn(Object fileKey) {
        return fileKey instanceof Number number && number.longValue() == inode;
    }

    /** Where a log begins that nobody has written to. */
    public static final LogPlace BEGINNING = new LogPlace(0, 0);

    /** The inverse of {@link #toString()}; the beginning when the text is none. */
    public static LogPlace parse(String text) {
        String[] numbers = text.split(":", 2);
        try {
            return numbers.length == 2
                    ? new LogPlace(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]))
                    : BEGINNING;
        } catch (NumberFormatException e) {
            return BEGINNING;
        }
    }

    @Override
    public String toString() {
        return inode + ":" + offsetBytes;
    }
}
