package io.rutter.agent.runtime.oci.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.agent.runtime.RunOrder;
import io.rutter.agent.runtime.oci.Orders;
import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The parts of a bundle that need no host. */
class BundleWordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void laterVariablesReplaceEarlierOnesInPlaceAndABareNameTakesOneAway() {
        assertThat(OciProcess.environment(
                        List.of("A=1", "PATH=/bin", "A=2", "HOSTNAME"), List.of("DB_NAME=/web/db"), "box", true))
                .containsExactly("PATH=/bin", "TERM=xterm", "DB_NAME=/web/db", "A=2");
    }

    @Test
    void capabilitiesAreAddedAndDroppedAsDockerDoes() {
        Set<String> host = Set.of("CAP_CHOWN", "CAP_SYS_ADMIN");
        assertThat(Capabilities.of(false, List.of("net_admin"), List.of("CAP_CHOWN"), host))
                .contains("CAP_NET_ADMIN", "CAP_KILL")
                .doesNotContain("CAP_CHOWN");
        assertThat(Capabilities.of(false, List.of("NET_RAW"), List.of("ALL"), host))
                .containsExactly("CAP_NET_RAW");
        assertThat(Capabilities.of(false, List.of("ALL"), List.of("CHOWN"), host))
                .containsExactly("CAP_SYS_ADMIN");
        assertThat(Capabilities.of(true, List.of(), List.of("ALL"), host)).containsExactlyInAnyOrderElementsOf(host);
    }

    @Test
    void swapIsTwiceTheMemoryUnlessSaid() {
        assertThat(limits(1000, 0)).isEqualTo("{\"memory\":{\"limit\":1000,\"swap\":2000}}");
        assertThat(limits(1000, -1)).isEqualTo("{\"memory\":{\"limit\":1000,\"swap\":-1}}");
        assertThat(limits(0, 0)).isEqualTo("{}");
    }

    private static String limits(long memory, long swap) {
        var node = JSON.createObjectNode();
        OciResources.write(
                node,
                new Resources(
                        memory,
                        0,
                        swap,
                        null,
                        null,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        "",
                        "",
                        null,
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        BlockLimits.NONE));
        return node.toString();
    }

    @Test
    void limitsOfABlockDeviceAreByItsNumber() {
        var node = JSON.createObjectNode();
        var zero = List.of(new BlockLimits.DeviceLimit("/dev/zero", 1024));
        OciResources.write(
                node,
                Resources.UNLIMITED.withBlocks(0, new BlockLimits(List.of(), zero, List.of(), List.of(), List.of())));
        assertThat(node.toString())
                .isEqualTo("{\"blockIO\":{\"throttleReadBpsDevice\":[{\"major\":1,\"minor\":5,\"rate\":1024}]}}");
    }

    @Test
    void cpusAreAQuotaOfAPeriod() {
        var node = JSON.createObjectNode();
        OciResources.write(
                node,
                new Resources(
                        0,
                        0,
                        0,
                        null,
                        null,
                        1_500_000_000,
                        0,
                        0,
                        0,
                        0,
                        0,
                        "0-1",
                        "",
                        10L,
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        BlockLimits.NONE));
        assertThat(node.toString())
                .isEqualTo("{\"cpu\":{\"period\":100000,\"quota\":150000,\"cpus\":\"0-1\"},\"pids\":{\"limit\":10}}");
    }

    @Test
    void aTmpfsOptionTakesItsOppositeAway() {
        assertThat(OciMounts.tmpfs("", true)).containsExactly("noexec", "nosuid", "nodev", "rprivate");
        assertThat(OciMounts.tmpfs("exec,size=1m", false))
                .containsExactly("nosuid", "nodev", "rprivate", "exec", "size=1m", "ro");
    }

    @Test
    void aUsersMountStandsInForADefaultOneAndShallowOnesComeFirst() {
        RunOrder order = new Orders(Path.of("/x"), Path.of("/x/rootfs"))
                .mount("/host/deep", "/a/b/c", true)
                .mount("/host/shm", "/dev/shm", false)
                .mount("/host/a", "/a", true)
                .order();
        List<OciMounts.Mount> mounts = OciMounts.of(order, Optional.empty(), Optional.empty());
        assertThat(mounts)
                .extracting(OciMounts.Mount::destination)
                .containsExactly(
                        "/proc",
                        "/dev",
                        "/dev/pts",
                        "/sys",
                        "/sys/fs/cgroup",
                        "/dev/mqueue",
                        "/a",
                        "/dev/shm",
                        "/a/b/c");
        assertThat(mounts.get(7).options()).containsExactly("rbind", "ro", "rprivate");
    }

    @Test
    void theDefaultFilterDependsOnCapabilities() {
        SeccompProfile profile = SeccompDefaults.profile();
        assertThat(names(profile, List.of()))
                .contains("read", "clone", "clone3")
                .doesNotContain("mount", "chroot");
        assertThat(names(profile, List.of("CAP_SYS_ADMIN"))).contains("mount", "setns", "bpf");
        assertThat(profile.filter(List.of()).rules().stream()
                        .filter(rule -> rule.names().contains("clone3"))
                        .map(rule -> rule.action() & 0xffff))
                .containsExactly(38);
    }

    private static List<String> names(SeccompProfile profile, List<String> capabilities) {
        return profile.filter(capabilities).rules().stream()
                .flatMap(rule -> rule.names().stream())
                .toList();
    }
}
