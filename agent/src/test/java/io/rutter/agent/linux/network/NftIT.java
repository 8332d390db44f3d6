package io.rutter.agent.linux.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real packet filter, in a namespace of its own: needs root. */
class NftIT {
    private static final int ROUNDS = 40;
    private static final String TABLE = """
            table ip t {
              map ports { type inet_proto . inet_service : ipv4_addr . inet_service; }
              chain c { type nat hook prerouting priority dstnat; dnat ip to meta l4proto . th dport map @ports; }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void aScriptIsAppliedWholeOrNotAtAll() throws IOException {
        Path namespace = directory.resolve("netns");
        Namespaces.createNet(namespace);
        try {
            Namespaces.insideNet(namespace, () -> {
                Nft.apply(TABLE);
                Nft.apply("add element ip t ports { tcp . 80 : 10.0.0.2 . 8080 }");
                assertThat(Nft.list("list", "table", "ip", "t")).contains("8080");
                assertThatThrownBy(() -> Nft.apply("add table ip u\nadd element ip t nosuch { 1 }\n"))
                        .hasMessageContaining("No such file or directory");
                assertThat(Nft.list("list", "tables")).doesNotContain("\"u\"");
                assertThatThrownBy(() -> Nft.apply("nonsense")).hasMessageContaining("syntax error");
                return null;
            });
            assertThat(Nft.list("list", "tables")).doesNotContain("\"name\": \"t\"");
        } finally {
            Namespaces.delete(namespace);
        }
    }

    @Test
    void anElementCostsLessHereThanByTheProgram() throws IOException {
        Path namespace = directory.resolve("netns");
        Namespaces.createNet(namespace);
        try {
            Namespaces.insideNet(namespace, () -> {
                Nft.apply(TABLE);
                long[] here = new long[ROUNDS];
                long[] program = new long[ROUNDS];
                for (int i = 0; i < ROUNDS; i++) {
                    long begun = System.nanoTime();
                    Nft.apply("add element ip t ports { tcp . " + (1000 + i) + " : 10.0.0.2 . 8080 }");
                    long between = System.nanoTime();
                    Nft.applyByProgram("add element ip t ports { tcp . " + (2000 + i) + " : 10.0.0.2 . 8080 }");
                    here[i] = between - begun;
                    program[i] = System.nanoTime() - between;
                }
                Arrays.sort(here);
                Arrays.sort(program);
                System.out.printf("nft element: here %.2f ms, by program %.2f ms%n", here[20] / 1e6, program[20] / 1e6);
                assertThat(here[ROUNDS / 2]).isLessThan(program[ROUNDS / 2]);
                return null;
            });
        } finally {
            Namespaces.delete(namespace);
        }
    }
}
