package io.rutter.http.docker.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.http.docker.json.Fields;
import org.junit.jupiter.api.Test;

/** Clients read a specification, change one thing and send it back: nothing else may change on the way. */
class ServiceSpecJsonTest {
    private static final String EVERYTHING = """
            {"Name":"web","Labels":{"a":"b"},
             "TaskTemplate":{
               "ContainerSpec":{"Image":"web:1","Labels":{"l":"1"},"Command":["/bin/web"],"Args":["-v"],"Hostname":"h{{.Task.Slot}}",
                 "Env":["A=1"],"Dir":"/srv","User":"www","Groups":["g"],"TTY":true,"OpenStdin":true,"ReadOnly":true,
                 "Privileges":{"CredentialSpec":null,"SELinuxContext":null,"Seccomp":{"Mode":"unconfined"},"NoNewPrivileges":true},
                 "Mounts":[{"Type":"bind","Source":"/a","Target":"/b","ReadOnly":true,"BindOptions":{"Propagation":"rslave"}},
                           {"Type":"volume","Source":"v","Target":"/v","VolumeOptions":{"NoCopy":true,"Labels":{"x":"y"},
                             "DriverConfig":{"Name":"local","Options":{"o":"p"}}}},
                           {"Type":"tmpfs","Target":"/t","TmpfsOptions":{"SizeBytes":4096,"Mode":448}}],
                 "StopSignal":"SIGINT","StopGracePeriod":3000000000,
                 "Healthcheck":{"Test":["CMD","true"],"Interval":1000000000,"Timeout":2000000000,"Retries":4},
                 "Hosts":["10.0.0.1 db"],"DNSConfig":{"Nameservers":["1.1.1.1"],"Search":["x"],"Options":["ndots:1"]},
                 "Secrets":[{"File":{"Name":"s","UID":"0","GID":"0","Mode":292},"SecretID":"i","SecretName":"n"}],
                 "Configs":[{"File":{"Name":"c","UID":"0","GID":"0","Mode":292},"ConfigID":"i","ConfigName":"n"}],
                 "Isolation":"default","Init":true,"Sysctls":{"a.b":"1"},"CapabilityAdd":["CAP_SYS_TIME"],"CapabilityDrop":["CAP_CHOWN"],
                 "Ulimits":[{"Name":"nofile","Hard":200,"Soft":100}],"OomScoreAdj":5},
               "Resources":{"Limits":{"NanoCPUs":500000000,"MemoryBytes":67108864,"Pids":50},"Reservations":{"MemoryBytes":33554432}},
               "RestartPolicy":{"Condition":"on-failure","Delay":0,"MaxAttempts":3,"Window":60000000000},
               "Placement":{"Constraints":["node.role==manager"],"Preferences":[{"Spread":{"SpreadDescriptor":"node.labels.rack"}}],
                 "MaxReplicas":2,"Platforms":[{"Architecture":"amd64","OS":"linux"}]},
               "Networks":[{"Target":"n1","Aliases":["alias"],"DriverOpts":{"o":"1"}}],
               "LogDriver":{"Name":"json-file","Options":{"max-size":"1m"}},"ForceUpdate":7,"Runtime":"container"},
             "Mode":{"Replicated":{"Replicas":3}},
             "UpdateConfig":{"Parallelism":2,"Delay":1000000000,"FailureAction":"rollback","Monitor":7000000000,"MaxFailureRatio":0.25,"Order":"start-first"},
             "RollbackConfig":{"Parallelism":0,"FailureAction":"pause","MaxFailureRatio":0,"Order":"stop-first"},
             "EndpointSpec":{"Mode":"vip","Ports":[{"Name":"http","Protocol":"tcp","TargetPort":80,"PublishedPort":8080,"PublishMode":"ingress"}]}}
            """;

    private static ServiceSpec read(JsonNode json) {
        return ServiceBody.read(Fields.of(json, "swarm.ServiceSpec"));
    }

    @Test
    void whatIsReadAndSentBackIsTheSameSpecification() throws Exception {
        ServiceSpec first = read(new ObjectMapper().readTree(EVERYTHING));

        assertThat(read(new ServiceSpecJson(false).spec(first))).isEqualTo(first);
    }

    @Test
    void everyFieldThatWasSentIsShown() throws Exception {
        JsonNode sent = new ObjectMapper().readTree(EVERYTHING);
        JsonNode shown = new ServiceSpecJson(false).spec(read(sent));

        assertThat(sent.path("TaskTemplate")
                        .path("ContainerSpec")
                        .propertyStream()
                        .map(java.util.Map.Entry::getKey))
                .allSatisfy(name -> assertThat(
                                shown.path("TaskTemplate").path("ContainerSpec").path(name))
                        .as(name)
                        .hasToString(sent.path("TaskTemplate")
                                .path("ContainerSpec")
                                .path(name)
                                .toString()));
    }

    @Test
    void aSpecificationOfAlmostNothingStaysOne() throws Exception {
        ServiceSpec first = read(new ObjectMapper()
                .readTree("{\"Name\":\"web\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"a\"}}}"));

        assertThat(read(new ServiceSpecJson(false).spec(first))).isEqualTo(first);
        assertThat(first.mode().replicas()).isEqualTo(1);
    }
}
