package io.rutter.http.server.peer;

/**
 * What the kernel says of the process at the other end of a unix socket.
 *
 * @param name of its program; empty when it has ended
 */
public record PeerProcess(int pid, int uid, int gid, String name) {}
