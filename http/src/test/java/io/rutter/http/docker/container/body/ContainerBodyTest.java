package io.rutter.http.docker.container.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.entity.Problem;
import io.rutter.http.Examples;
import io.rutter.http.docker.common.Refused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerBodyTest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}|Config cannot be empty in order to create a container",
                "[]|json: cannot unmarshal array into Go value of type runconfig.ContainerConfigWrapper",
                "{'Image':1}|json: cannot unmarshal number into Go struct field ContainerConfigWrapper.Image of type string",
                "{'Image':'a','Env':['=x']}|invalid environment variable: =x",
                "{'Image':'a','WorkingDir':'rel'}|the working directory 'rel' is invalid, it needs to be an absolute path",
                "{'Image':'a','StopSignal':'SIGFOO'}|Invalid signal: SIGFOO",
                "{'Image':'a','ExposedPorts':{'x':{}}}|invalid port specification: \"x\"",
                "{'Image':'a','Healthcheck':{'Retries':-5}}|Retries in Healthcheck cannot be negative",
                "{'Image':'a','Healthcheck':{'Interval':5}}|Interval in Healthcheck cannot be less than 1ms",
            })
    void refusesInDockersWords(String body, String message) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(Refused.class).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Cmd':['echo','a\\u0000b']",
                "'Cmd':'a\\u0000b'",
                "'Entrypoint':['a\\u0000b']",
                "'Env':['A=a\\u0000b']",
                "'User':'a\\u0000b'",
                "'WorkingDir':'/a\\u0000b'",
                "'Hostname':'a\\u0000b'",
                "'Volumes':{'/a\\u0000b':{}}",
                "'HostConfig':{'Sysctls':{'a':'a\\u0000b'}}",
            })
    void refusesATextThatTheKernelWouldCutOff(String field) {
        assertThatThrownBy(() -> read("{'Image':'a'," + field + "}"))
                .isInstanceOf(Refused.class)
                .hasMessageMatching("invalid [A-Za-z.]+: a text must not contain a NUL character");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'Memory':'x'|json: cannot unmarshal string into Go struct field HostConfig.HostConfig.Memory of type int64",
                "'Memory':1000|Minimum memory limit allowed is 6MB",
                "'MemorySwap':10000000|You should always set the Memory limit when using Memoryswap limit, see usage",
                "'NanoCpus':99000000000|Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available",
                "'CpusetCpus':'9'|Requested CPUs are not available - requested 9, available: 0-1",
                "'RestartPolicy':{'Name':'x'}|invalid restart policy 'x'",
                "'RestartPolicy':{'Name':'on-failure','MaximumRetryCount':-2}|maximum retry count cannot be negative",
                "'AutoRemove':true,'RestartPolicy':{'Name':'always'}|can't create 'AutoRemove' container with restart policy",
                "'Mounts':[{'Type':'x','Target':'/x'}]|invalid mount config for type \"x\": mount type unknown",
                "'Mounts':[{'Type':'bind','Target':'/x'}]|invalid mount config for type \"bind\": field Source must not be empty",
                "'PortBindings':{'80/tcp':[{'HostPort':'99999'}]}|invalid port specification: \"99999\"",
                "'PortBindings':{'80/foo':[]}|invalid proto: foo",
                "'CapAdd':['FOO']|invalid CapAdd: unknown capability: \"CAP_FOO\"",
                "'ShmSize':-1|SHM size can not be less than 0",
                "'OomScoreAdj':5000|Invalid value 5000, range for oom score adj is [-1000, 1000]",
                "'LogConfig':{'Type':'json-file','Config':{'x':'y'}}|unknown log opt 'x' for json-file log driver",
                "'LogConfig':{'Config':{'max-size':'bogus'}}|failed to initialize logging driver: invalid size: 'bogus'",
                "'LogConfig':{'Config':{'max-file':'0'}}|failed to initialize logging driver: max-file cannot be less than 1",
                "'LogConfig':{'Config':{'mode':'bogus'}}|logger: logging mode not supported: bogus",
                "'LogConfig':{'Config':{'compress':'true'}}|failed to initialize logging driver: compress cannot be true when max-file is less than 2 or max-size is not set",
                "'SecurityOpt':['no-new-privileges=maybe']|invalid --security-opt 2: \"no-new-privileges=maybe\"",
                "'Isolation':'hyperv'|Invalid isolation: \"hyperv\" - linux only supports 'default'",
                "'StorageOpt':{'size':'1G'}|--storage-opt is supported only for overlay over xfs with 'pquota' mount option",
                "'DeviceRequests':[{'Capabilities':[['gpu']]}]|could not select device driver \"\" with capabilities: [[gpu]]",
                "'Runtime':'x'|Unknown runtime specified x",
                "'ExtraHosts':['x']|bad format for add-host: \"x\"",
                "'LogConfig':{'Type':'json-file','Config':{'max-size':'zz'}}|failed to initialize logging driver: invalid size: 'zz'",
                "'LogConfig':{'Type':'json-file','Config':{'max-file':'-1'}}|failed to initialize logging driver: max-file cannot be less than 1",
                "'Tmpfs':{'/x':'nonsense,size=1m'}|invalid tmpfs option [\"nonsense\"]",
                "'DeviceCgroupRules':['nonsense']|invalid device cgroup rule format: 'nonsense'",
                "'Tmpfs':{'x':''}|invalid mount path: 'x' mount path must be absolute",
            })
    void refusesHostConfigsInDockersWords(String host, String message) {
        assertThatThrownBy(() -> read("{'Image':'a','HostConfig':{" + host + "}}"))
                .isInstanceOf(Refused.class)
                .hasMessage(message);
    }

    @Test
    void whatDockerMakesOfLimitsThatWereLeftOpenIsKept() {
        Resources limits = read("{'Image':'a','HostConfig':{'Memory':64000000,'PidsLimit':-1,'BlkioWeight':300}}")
                .spec()
                .hostConfig()
                .resources();
        assertThat(limits.memorySwapBytes()).isEqualTo(128_000_000);
        assertThat(limits.pidsLimit()).isNull();
        assertThat(limits.blkioWeight()).isZero();
    }

    @Test
    void limitsOfBlockDevicesAreRead() {
        var read = read("{'Image':'a','HostConfig':{'BlkioDeviceReadBps':[{'Path':'/dev/sda','Rate':1024}],"
                + "'BlkioWeightDevice':[{'Path':'/dev/sda','Weight':100}]}}");
        assertThat(read.spec().hostConfig().resources().blockLimits())
                .isEqualTo(new BlockLimits(
                        List.of(),
                        List.of(new BlockLimits.DeviceLimit("/dev/sda", 1024)),
                        List.of(),
                        List.of(),
                        List.of()));
        assertThat(read.warnings()).hasSize(1);
    }

    @Test
    void whatIsNotThereYetIsRefusedAsSuchAndNotStored() {
        assertThatThrownBy(() -> read("{'Image':'a','HostConfig':{'DeviceRequests':[{}]}}"))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.problem()).isInstanceOf(Problem.Missing.class));
    }

    @Test
    void aBuilderInAContainerIsRefusedWithTheWayToBuild() {
        assertThatThrownBy(() -> read("{'Image':'moby/buildkit:buildx-stable-1'}"))
                .hasMessageContaining("DOCKER_BUILDKIT=0 docker build");
    }

    @Test
    void fieldNamesAreReadWithoutRegardToCaseAndCommandsAsTextToo() {
        var spec = read("{'image':'a','CMD':'ls -l','hostconfig':{'restartpolicy':{'name':'always'}}}")
                .spec();
        assertThat(spec.config().cmd()).containsExactly("ls -l");
        assertThat(spec.hostConfig().restartPolicy().rule()).isEqualTo(RestartPolicy.Rule.ALWAYS);
    }

    @Test
    void rangesOfExposedPortsBecomeSinglePorts() {
        assertThat(read("{'Image':'a','ExposedPorts':{'80-82/udp':{}}}")
                        .spec()
                        .config()
                        .exposedPorts())
                .containsExactly("80/udp", "81/udp", "82/udp");
    }

    @Test
    void namesAreCheckedAsDockerDoes() {
        assertThat(ContainerBody.name(Optional.of("/web-1"))).isEqualTo("web-1");
        assertThatThrownBy(() -> ContainerBody.name(Optional.of("-x")))
                .hasMessage("Invalid container name (-x), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    }

    private static ContainerBody.Read read(String body) {
        try {
            return new ContainerBody(new HostRules(Examples.HOST)).read(JSON.readTree(body.replace('\'', '"')), "");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }
}
