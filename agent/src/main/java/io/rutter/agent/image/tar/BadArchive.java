package io.rutter.agent.image.tar;

import io.rutter.agent.linux.Errno;
import io.rutter.agent.linux.HostException;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Tells what is wrong with a tar from what is wrong with the host, in Docker's words. */
public final class BadArchive {
    private BadArchive() {}

    /** A refusal when the tar is to blame; else what was thrown. */
    public static IOException explain(IOException thrown) {
        String message = String.valueOf(thrown.getMessage());
        return switch (thrown) {
            case RefusedException e -> e;
            case HostException e when theTars(e.errno()) -> refused(message);
            case HostException e -> e;
            case FileSystemException e -> e;
            case EOFException _ -> refused("unexpected EOF");
            case IOException _
            when message.contains("runcated") || message.contains("nexpected end") -> refused("unexpected EOF");
            case IOException _
            when message.startsWith("tar: ") || message.startsWith("archive/tar: ") -> refused(message);
            case IOException _
            when message.startsWith("invalid ") -> new RefusedException(new Problem.Invalid(message));
            case IOException _ when message.contains("not supported yet") -> refused(message);
            case IOException _ -> refused("archive/tar: invalid tar header");
        };
    }

    /** What the kernel says of names, links, devices and attributes that cannot be; not of a disk that is full or broken. */
    private static boolean theTars(int errno) {
        return switch (errno) {
            case Errno.EPERM,
                    Errno.ENOENT,
                    Errno.EEXIST,
                    Errno.EXDEV,
                    Errno.ENOTDIR,
                    Errno.EISDIR,
                    Errno.EINVAL,
                    Errno.EMLINK,
                    Errno.ERANGE,
                    Errno.ENAMETOOLONG,
                    Errno.EOPNOTSUPP -> true;
            default -> false;
        };
    }

    private static RefusedException refused(String why) {
        return new RefusedException(new Problem.Invalid("Error processing tar file(exit status 1): " + why));
    }
}
