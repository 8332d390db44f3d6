package io.rutter.agent.runtime.oci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.runtime.RunStamp;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlesTest {
    private static final RunStamp WEB = stamp("a".repeat(64));
    private static final RunStamp DB = stamp("b".repeat(64));

    @TempDir
    Path root;

    private Bundles bundles;

    @BeforeEach
    void open() throws Exception {
        bundles = new Bundles(new ObjectMapper(), root);
    }

    private static RunStamp stamp(String id) {
        return new RunStamp("log", 1, id, 1, 2, 3, 4, "/log");
    }

    private Path stampFile(RunStamp stamp) {
        return bundles.directory(stamp.key()).resolve("rutter.json");
    }

    @Test
    void findsTheStampsThatWereWritten() throws Exception {
        bundles.stamp(WEB);
        bundles.stamp(DB);
        assertThat(bundles.stamps().stamps()).containsExactly(WEB, DB);
        assertThat(bundles.stamps().unreadable()).isEmpty();
    }

    @Test
    void readsAStampOfALaterEngineThatSaysMore() throws Exception {
        bundles.stamp(WEB);
        String text = Files.readString(stampFile(WEB));
        Files.writeString(stampFile(WEB), text.replaceFirst("\\{", "{\"colour\":\"blue\","));
        assertThat(bundles.stamps().stamps()).containsExactly(WEB);
    }

    @Test
    void namesARunWhoseStampCannotBeReadAndFindsTheOthers() throws Exception {
        bundles.stamp(WEB);
        bundles.stamp(DB);
        Files.writeString(stampFile(WEB), "{\"logId\":\"lo");
        Bundles.Stamps found = bundles.stamps();
        assertThat(found.stamps()).containsExactly(DB);
        assertThat(found.unreadable()).containsOnlyKeys(bundles.directory(WEB.key()));
    }

    @Test
    void aDirectoryWithoutAStampIsNoRunAndInNobodysWay() throws Exception {
        Files.createDirectories(bundles.exitDirectory(WEB.key()));
        assertThat(bundles.stamps().stamps()).isEmpty();
        assertThat(bundles.stamps().unreadable()).isEmpty();
        bundles.stamp(WEB);
        assertThat(bundles.stamps().stamps()).containsExactly(WEB);
    }
}
