package io.rutter.persistence.embedded;

import io.rutter.engine.entity.State;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.log.Encoded;
import io.rutter.engine.log.EventLog;
import io.rutter.engine.log.LogEntry;
import io.rutter.engine.world.Known;
import io.rutter.engine.world.World;
import io.rutter.persistence.wire.WireCodec;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * World as a file, so that a start folds only what came after it. A file that does not fit, because it is of another log, of
 * another way of folding, or damaged, is left aside and World is folded from the start: it never holds what the log does not.
 */
public final class Checkpoint {
    private static final Logger LOGGER = LoggerFactory.getLogger(Checkpoint.class);
    private static final String MAGIC = "rutter-checkpoint-1";

    private final Path file;
    private final WireCodec codec;
    private final EventLog log;

    /** @param file its directory must be there */
    public Checkpoint(Path file, WireCodec codec, EventLog log) {
        this.file = file;
        this.codec = codec;
        this.log = log;
    }

    /** Replaces the file as a whole: after a crash the old one or the new one is there. */
    public void write(World world) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var checked = new CheckedOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), new CRC32C());
            var out = new DataOutputStream(checked);
            writeTo(out, world);
            out.writeLong(checked.getChecksum().getValue());
            out.flush();
            channel.force(true);
        }
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void writeTo(DataOutputStream out, World world) throws IOException {
        out.writeUTF(MAGIC);
        out.writeUTF(log.logId());
        out.writeInt(World.FOLD_VERSION);
        out.writeLong(codec.shape());
        out.writeLong(world.offset());
        out.writeLong(EntryFormat.micros(world.time()));
        try {
            world.forEach((key, known) -> writeEntity(out, key, known));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.writeUTF("");
    }

    private void writeEntity(DataOutputStream out, EntityKey key, Known known) {
        Encoded encoded = codec.encode(known.state());
        try {
            out.writeUTF(key.persistenceId());
            out.writeLong(known.sequence());
            out.writeLong(known.incarnation());
            out.writeLong(known.bornAt());
            out.writeLong(known.changedAt());
            out.writeLong(EntryFormat.micros(known.changed()));
            out.writeInt(encoded.wireId());
            out.writeInt(encoded.version());
            out.writeInt(encoded.bytes().length);
            out.write(encoded.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** World as it was written; empty when there is no file or it does not fit. */
    public Optional<World> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream raw = Files.newInputStream(file)) {
            var checked = new CheckedInputStream(new BufferedInputStream(raw, 1 << 16), new CRC32C());
            var in = new DataInputStream(checked);
            if (!fits(in)) {
                return Optional.empty();
            }
            World world = readFrom(in);
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum) {
                throw new IOException("its checksum is wrong");
            }
            return Optional.of(world).filter(this::isOfThisLog);
        } catch (IOException | RuntimeException e) {
            LOGGER.warn("The checkpoint {} cannot be read, so World is folded from the log: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean fits(DataInputStream in) throws IOException {
        return in.readUTF().equals(MAGIC)
                && in.readUTF().equals(log.logId())
                && in.readInt() == World.FOLD_VERSION
                && in.readLong() == codec.shape();
    }

    private World readFrom(DataInputStream in) throws IOException {
        long offset = in.readLong();
        long micros = in.readLong();
        World world = World.EMPTY;
        for (String key = in.readUTF(); !key.isEmpty(); key = in.readUTF()) {
            world = world.restored(EntityKey.parse(key), readEntity(in));
        }
        return world.at(offset, EntryFormat.instant(micros));
    }

    private Known readEntity(DataInputStream in) throws IOException {
        long sequence = in.readLong();
        long incarnation = in.readLong();
        long bornAt = in.readLong();
        long changedAt = in.readLong();
        long changedMicros = in.readLong();
        int wireId = in.readInt();
        int version = in.readInt();
        byte[] bytes = in.readNBytes(in.readInt());
        return new Known(
                (State) codec.decode(wireId, version, bytes),
                sequence,
                incarnation,
                bornAt,
                changedAt,
                EntryFormat.instant(changedMicros));
    }

    /** A log that was put back from a backup may be shorter, or may have gone another way since. */
    private boolean isOfThisLog(World world) {
        if (world.offset() == 0) {
            return true;
        }
        List<LogEntry> entry = log.page(world.offset(), 1);
        return world.offset() <= log.tail()
                && !entry.isEmpty()
                && entry.getFirst().recordedAt().equals(world.time());
    }
}
