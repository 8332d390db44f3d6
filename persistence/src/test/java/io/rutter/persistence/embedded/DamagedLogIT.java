package io.rutter.persistence.embedded;

import static io.rutter.persistence.embedded.Tables.Table.LOG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class DamagedLogIT {
    private static final int VOLUMES = 2_500;

    @TempDir
    Path directory;

    @BeforeEach
    void fill() throws IOException {
        try (var journal = new TestJournal(directory)) {
            journal.start();
            for (int i = 0; i < VOLUMES; i++) {
                journal.createVolume("v" + i);
            }
        }
    }

    @Test
    void findsNothingWrongWithAWholeLog() throws IOException {
        assertThat(JournalVerification.of(directory).lines())
                .hasSize(2)
                .last()
                .isEqualTo("every entry is there and unchanged");
        JournalStats stats = JournalStats.of(directory);
        assertThat(stats.tail().offset()).isEqualTo(VOLUMES + 1);
        assertThat(stats.byEvent())
                .containsEntry("VolumeCreated", (long) VOLUMES)
                .containsEntry("EpochStarted", 1L);
    }

    @Test
    void dropsAWriteThatWasCutShortAndKeepsEverythingBeforeIt() throws IOException {
        Path wal = WalTail.files(directory.resolve("tables")).getLast();
        try (FileChannel channel = FileChannel.open(wal, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 3);
        }
        assertThat(WalTail.look(wal))
                .hasValueSatisfying(torn -> assertThat(torn.damaged()).isFalse());
        try (var journal = new TestJournal(directory)) {
            assertThat(journal.log().tail()).isEqualTo(VOLUMES);
            journal.start();
            journal.createVolume("v" + (VOLUMES - 1));
            assertThat(journal.log().tail()).isEqualTo(VOLUMES + 2);
        }
        try (var again = new TestJournal(directory)) {
            assertThat(again.log().tail()).isEqualTo(VOLUMES + 2);
        }
        assertThat(JournalVerification.of(directory).problems()).isEmpty();
    }

    @Test
    void refusesADamagedLogUntilItIsToldToCutIt() throws IOException {
        Path wal = WalTail.files(directory.resolve("tables")).getLast();
        try (var file = new RandomAccessFile(wal.toFile(), "rw")) {
            file.seek(file.length() - 10);
            int was = file.read();
            file.seek(file.length() - 10);
            file.write(was ^ 0xff);
        }
        assertThatThrownBy(() -> new TestJournal(directory))
                .hasMessageContaining("the log is damaged")
                .hasMessageContaining("journal verify --salvage");
        assertThat(Salvage.cut(directory, TestJournal.NOW)).first().asString().contains("was cut after");
        try (var journal = new TestJournal(directory)) {
            assertThat(journal.log().tail()).isEqualTo(VOLUMES);
        }
        assertThat(JournalVerification.of(directory).problems()).isEmpty();
    }

    @Test
    void leavesFewFilesBehindHoweverOftenItStarts() throws IOException {
        for (int start = 0; start < 25; start++) {
            try (var journal = new TestJournal(directory)) {
                journal.start();
            }
        }
        assertThat(WalTail.files(directory.resolve("tables"))).hasSizeLessThan(11);
        assertThat(JournalVerification.of(directory).problems()).isEmpty();
    }

    @Test
    void saysWhereAnEntryWasChanged() throws IOException, RocksDBException {
        change(1_500);
        JournalVerification found = JournalVerification.of(directory);
        assertThat(found.problems())
                .first()
                .isEqualTo("an entry between 1001 and 2000 was changed: the chain of hashes does not fit");
        assertThat(found.good()).isEqualTo(1_000);
    }

    @Test
    void noticesAChangeBehindTheLastMark() throws IOException, RocksDBException {
        change(VOLUMES);
        assertThat(JournalVerification.of(directory).problems())
                .containsExactly("an entry after 2000 was changed: the chain of hashes does not fit its end");
    }

    /** Another user's name in the origin: nothing but the chain can tell. */
    private void change(long offset) throws IOException, RocksDBException {
        try (Tables tables = Tables.open(directory.resolve("tables"), false)) {
            byte[] stored = tables.db().get(tables.of(LOG), Keys.number(offset));
            String text = new String(stored, StandardCharsets.ISO_8859_1);
            stored[text.indexOf("docker[812]") + 2] = 'x';
            tables.db().put(tables.of(LOG), tables.synced(), Keys.number(offset), stored);
        }
    }
}
