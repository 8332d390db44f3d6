package io.rutter.agent.image.tar;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes plain files and directories into a tar, without owners and times. */
public final class TarEntries {
    private static final int END_BLOCKS = 2;

    private final OutputStream out;

    public TarEntries(OutputStream out) {
        this.out = out;
    }

    /** Writes a payload of a length known before. */
    public interface Payload {
        void writeTo(OutputStream out) throws IOException;
    }

    /** @param name ends with a slash */
    public void directory(String name) throws IOException {
        out.write(TarHeader.directory(name, 0).blocks());
    }

    public void file(String name, byte[] bytes) throws IOException {
        file(name, bytes.length, to -> to.write(bytes));
    }

    public void file(String name, long sizeBytes, Payload payload) throws IOException {
        out.write(TarHeader.file(name, sizeBytes, 0).blocks());
        Counting counting = new Counting(out);
        payload.writeTo(counting);
        if (counting.count != sizeBytes) {
            throw new IOException(name + ": " + counting.count + " bytes where " + sizeBytes + " were expected");
        }
        out.write(new byte[TarHeader.padding(sizeBytes)]);
    }

    public void finish() throws IOException {
        out.write(new byte[TarHeader.BLOCK * END_BLOCKS]);
        out.flush();
    }

    private static final class Counting extends FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            count++;
        }
    }
}
