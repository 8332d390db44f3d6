package io.rutter.http.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
    @TempDir
    private Path folder;

    @Test
    void knowsNamesAndNumbersAndSeesChanges() throws Exception {
        Path file = folder.resolve("passwd");
        var accounts = new Accounts(file);
        assertThat(accounts.name(0)).isEqualTo("0");
        Files.writeString(file, "root:x:0:0::/root:/bin/sh\n# no account\nanna:x:1000:1000::/:/bin/sh\n");
        assertThat(accounts.name(1000)).isEqualTo("anna");
        assertThat(accounts.number("root")).isZero();
        assertThat(accounts.number("1001")).isEqualTo(1001);
        assertThat(accounts.number("nobody")).isEqualTo(Accounts.UNKNOWN);
        Files.writeString(file, "berta:x:1000:1000::/:/bin/sh\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertThat(accounts.name(1000)).isEqualTo("berta");
    }
}
