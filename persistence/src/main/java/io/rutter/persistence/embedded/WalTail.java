package io.rutter.persistence.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Looks for the end of what can be read in a write-ahead file. RocksDB drops an end that was torn by a power cut without a word,
 * so it is looked for before RocksDB opens the files.
 *
 * <p>The file is blocks of 32 KiB with records of checksum (4 bytes), length (2), kind (1) and data; a write longer than what is
 * left of a block is a first, middle and last record. Source: RocksDB's wiki, Write Ahead Log File Format.
 */
final class WalTail {
    private static final int BLOCK_BYTES = 32 << 10;
    private static final int HEADER_BYTES = 7;
    private static final int MASK_DELTA = 0xa282ead8;

    private WalTail() {}

    /**
     * An end that does not read.
     *
     * @param goodBytes up to the end of the last whole write
     * @param tornBytes what follows and is not empty space
     * @param damaged a record is there in its full length and is not what was written; else it is cut short
     */
    record Torn(Path file, long goodBytes, long tornBytes, boolean damaged) {}

    /** The write-ahead files, oldest first. */
    static List<Path> files(Path tables) throws IOException {
        if (!Files.isDirectory(tables)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(tables)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted(Comparator.comparing((Path file) -> file.toString().length())
                            .thenComparing(file -> file))
                    .toList();
        }
    }

    static Optional<Torn> look(Path file) throws IOException {
        long size = Files.size(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long good = 0;
            boolean damaged = false;
            ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (long at = 0; at < size; at += BLOCK_BYTES) {
                fill(block, channel);
                Block read = Block.read(block);
                good = read.endOfWrite() > 0 ? at + read.endOfWrite() : good;
                damaged = read.damaged();
                if (!read.whole()) {
                    break;
                }
            }
            long torn = content(channel, good, size);
            return torn == 0 ? Optional.empty() : Optional.of(new Torn(file, good, torn, damaged));
        }
    }

    private static void fill(ByteBuffer block, FileChannel channel) throws IOException {
        block.clear();
        int read = 0;
        while (block.hasRemaining() && read >= 0) {
            read = channel.read(block);
        }
        block.flip();
    }

    /** How far anything but zeroes reaches: space that was laid out ahead holds zeroes. */
    private static long content(FileChannel channel, long from, long size) throws IOException {
        ByteBuffer rest = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, size - from));
        channel.read(rest, from);
        for (int i = rest.position() - 1; i >= 0; i--) {
            if (rest.get(i) != 0) {
                return i + 1L;
            }
        }
        return 0;
    }

    /**
     * What a block holds.
     *
     * @param endOfWrite where the last record lies behind that ends a write; 0 for none
     * @param whole whether all of it reads, so that the next block goes on
     */
    private record Block(int endOfWrite, boolean whole, boolean damaged) {
        private static final int FULL = 1;
        private static final int LAST = 4;

        static Block read(ByteBuffer block) {
            int end = 0;
            while (block.remaining() >= HEADER_BYTES) {
                int sum = block.getInt();
                int length = block.getShort() & 0xffff;
                byte kind = block.get();
                if (kind == 0 && length == 0) {
                    return new Block(end, false, false);
                }
                if (length > block.remaining()) {
                    return new Block(end, false, block.limit() == BLOCK_BYTES);
                }
                if (sum != checksum(block, kind, length)) {
                    return new Block(end, false, true);
                }
                block.position(block.position() + length);
                if (kind == FULL || kind == LAST) {
                    end = block.position();
                }
            }
            return new Block(end, block.limit() == BLOCK_BYTES, false);
        }

        private static int checksum(ByteBuffer block, byte kind, int length) {
            var sum = new CRC32C();
            sum.update(kind);
            sum.update(block.slice(block.position(), length));
            int value = (int) sum.getValue();
            return (value >>> 15 | value << 17) + MASK_DELTA;
        }
    }
}
