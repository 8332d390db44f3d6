package io.rutter.agent.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.agent.operations.HostCapability.Kernel;
import io.rutter.engine.assignment.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCapabilityTest {
    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Kernel kernel(boolean unified) {
        return new Kernel(root.resolve("groups"), unified, root.resolve("net"));
    }

    @Test
    void aTreeForEachControllerShowsEachLimitByItsFile() throws Exception {
        file("groups/memory/memory.limit_in_bytes", "");
        file("groups/blkio/blkio.weight", "");
        assertThat(HostCapability.of(kernel(false)))
                .containsExactly(HostCapability.MEMORY_LIMIT, HostCapability.BLOCK_IO_WEIGHT);
    }

    @Test
    void oneTreeShowsAllLimitsOfAControllerByItsName() throws Exception {
        file("groups/cgroup.controllers", "cpuset memory io\n");
        assertThat(HostCapability.of(kernel(true)))
                .containsExactly(
                        HostCapability.MEMORY_LIMIT,
                        HostCapability.SWAP_LIMIT,
                        HostCapability.CPU_SET,
                        HostCapability.BLOCK_IO_WEIGHT);
    }

    @Test
    void aSwitchThatIsOffIsNotThere() throws Exception {
        file("net/ipv4/ip_forward", "1\n");
        file("net/bridge/bridge-nf-call-iptables", "0\n");
        assertThat(HostCapability.of(kernel(false))).containsExactly(HostCapability.IPV4_FORWARDING);
    }

    @Test
    void whatIsNotSwitchedOffIsThereWhereTheKernelKnowsIt() throws Exception {
        assertThat(HostCapability.of(kernel(false))).isEmpty();
        file("net/ipv6/conf/all/disable_ipv6", "1\n");
        assertThat(HostCapability.of(kernel(false))).isEmpty();
        file("net/ipv6/conf/all/disable_ipv6", "0\n");
        assertThat(HostCapability.of(kernel(false))).containsExactly(HostCapability.IPV6);
    }

    @Test
    void allAreToldOfByDockersNames() {
        assertThat(HostCapability.byName(EnumSet.of(HostCapability.BLOCK_IO_WEIGHT)))
                .hasSize(HostCapability.values().length)
                .containsEntry(HostFacts.BLOCK_IO_WEIGHT, true)
                .containsEntry("MemoryLimit", false);
    }

    @Test
    void warnsOfWhatIsMissingInDockersOrderAndNotOfWhatDockerIsSilentAbout() {
        var most = EnumSet.complementOf(EnumSet.of(
                HostCapability.CPU_SET,
                HostCapability.SWAP_LIMIT,
                HostCapability.PIDS_LIMIT,
                HostCapability.OOM_KILL_DISABLE));
        assertThat(HostCapability.warnings(most, false))
                .containsExactly(
                        "WARNING: No swap limit support",
                        "WARNING: No oom kill disable support",
                        "WARNING: No cpuset support");
        assertThat(HostCapability.warnings(most, true))
                .containsExactly("WARNING: No swap limit support", "WARNING: No cpuset support");
    }
}
