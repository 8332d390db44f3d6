package io.rutter.http.tls;

/** How users call the files, in options and messages; the names are dockerd's. */
public final class TlsFiles {
    public static final String AUTHORITY = "--tlscacert";
    public static final String CERTIFICATE = "--tlscert";
    public static final String KEY = "--tlskey";

    private TlsFiles() {}
}
