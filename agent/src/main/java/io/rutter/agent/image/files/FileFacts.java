package io.rutter.agent.image.files;

import io.rutter.agent.linux.files.FileHandle;
import io.rutter.agent.linux.files.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/**
 * What Linux says of a file itself, links not followed.
 *
 * @param mode with the type
 * @param names how many it has
 * @param device number, of a device
 */
public record FileFacts(
        int mode, int user, int group, long sizeBytes, FileTime modified, int names, long inode, long device) {
    private static final int TYPE = 0170000;
    private static final int PERMISSIONS = 07777;
    private static final int REGULAR = 0100000;
    private static final int LINK = 0120000;
    private static final int DIRECTORY = 0040000;

    private static final String NAMES = "unix:mode,uid,gid,size,lastModifiedTime,nlink,ino,rdev";

    public static FileFacts of(Path path) throws IOException {
        return of(Files.readAttributes(path, NAMES, LinkOption.NOFOLLOW_LINKS));
    }

    /** What Linux says of the very file that is held. */
    public static FileFacts of(FileHandle held) throws IOException {
        return of(Files.readAttributes(held.path(), NAMES));
    }

    private static FileFacts of(Map<String, Object> found) {
        return new FileFacts(
                number(found, "mode").intValue(),
                number(found, "uid").intValue(),
                number(found, "gid").intValue(),
                number(found, "size").longValue(),
                (FileTime) Objects.requireNonNull(found.get("lastModifiedTime")),
                number(found, "nlink").intValue(),
                number(found, "ino").longValue(),
                number(found, "rdev").longValue());
    }

    /** Which file system something is on; a mount point is on the mounted one. */
    public static long fileSystem(Path path) throws IOException {
        return number(Files.readAttributes(path, "unix:dev", LinkOption.NOFOLLOW_LINKS), "dev")
                .longValue();
    }

    private static Number number(Map<String, Object> found, String name) {
        return (Number) Objects.requireNonNull(found.get(name));
    }

    public int type() {
        return mode & TYPE;
    }

    public int permissions() {
        return mode & PERMISSIONS;
    }

    public boolean regular() {
        return type() == REGULAR;
    }

    public boolean symbolicLink() {
        return type() == LINK;
    }

    public boolean directory() {
        return type() == DIRECTORY;
    }

    /** A device or a FIFO. */
    public boolean node() {
        return type() == HostFiles.S_IFCHR || type() == HostFiles.S_IFBLK || type() == HostFiles.S_IFIFO;
    }

    /** Stands, in an overlay's directory, for a name that is gone. */
    public boolean whiteout() {
        return type() == HostFiles.S_IFCHR && device == 0;
    }

    public int major() {
        return (int) (device >> 8 & 0xfff | device >> 32 & 0xfffff000L);
    }

    public int minor() {
        return (int) (device & 0xff | device >> 12 & 0xffffff00L);
    }

    public long modifiedSeconds() {
        return Math.floorDiv(modified.toMillis(), 1000L);
    }
}
