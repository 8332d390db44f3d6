package io.rutter.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.claims.AddressPool;
import io.rutter.engine.claims.Claim;
import io.rutter.engine.claims.Demand;
import io.rutter.engine.claims.Grant;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.Kind;
import io.rutter.engine.service.Service.UpdateState;
import io.rutter.engine.service.Service.VirtualIp;
import io.rutter.engine.service.ServiceCommand.AddressPlan;
import io.rutter.engine.service.ServiceCommand.CreateService;
import io.rutter.engine.service.ServiceCommand.NoteUpdate;
import io.rutter.engine.service.ServiceCommand.RollBackService;
import io.rutter.engine.service.ServiceCommand.UpdateService;
import io.rutter.engine.service.ServiceEvent.ServiceCreated;
import io.rutter.engine.service.ServiceEvent.ServiceRolledBack;
import io.rutter.engine.service.ServiceEvent.ServiceUpdateNoted;
import io.rutter.engine.service.ServiceEvent.ServiceUpdated;
import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServicePort.PublishMode;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceDeciderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final AddressPlan NET =
            new AddressPlan("net", List.of(new AddressPool("10.0.1.0/24", null, List.of("10.0.1.1"))));
    private static final ServicePort HTTP = new ServicePort("", "tcp", 80, 8080, PublishMode.INGRESS);

    private final ServiceDecider decider = new ServiceDecider("svc");

    private static ServiceSpec spec(String image, long replicas, ServicePort... ports) {
        var container = new TaskContainer(
                image, Map.of(), List.of(), List.of(), "", List.of(), "", "", List.of(), null, false, false, false,
                List.of(), "", null, null, List.of(), null, List.of(), List.of(), "", null, Map.of(), List.of(),
                List.of(), List.of(), 0);
        return new ServiceSpec(
                "web",
                Map.of(),
                new TaskTemplate(container, TaskResources.NONE, TaskResources.NONE, null, null, 0, "", List.of(), null),
                ServiceMode.replicated(replicas),
                null,
                null,
                new EndpointSpec(EndpointSpec.Resolution.VIP, List.of(ports)));
    }

    private LiveService given(ServiceEvent... history) {
        Service state = decider.nothing();
        for (ServiceEvent event : history) {
            state = decider.evolve(state, event);
        }
        return (LiveService) state;
    }

    private static ServiceCreated created(ServicePort... ports) {
        return new ServiceCreated(
                "svc", spec("a:1", 2, ports), List.of(new VirtualIp("net", "10.0.1.2", 24)), List.of(ports), NOW);
    }

    /** Grants everything that is asked for: the first name, fixed addresses, the port or 30000. */
    private static List<ServiceEvent> accepted(Decision<ServiceEvent> decision) {
        Decision<ServiceEvent> next = decision;
        while (next instanceof Decision.Need<ServiceEvent> need) {
            next = need.then().apply(grant(need.demand()));
        }
        assertThat(next).isInstanceOf(Decision.Accept.class);
        return ((Decision.Accept<ServiceEvent>) next).events();
    }

    private static Grant grant(Demand demand) {
        return switch (demand) {
            case Demand.All all -> {
                var grants = new ArrayList<Grant>();
                all.demands().forEach(each -> grants.add(grant(each)));
                yield new Grant.GrantedAll(grants);
            }
            case Demand.FreeName name -> new Grant.GrantedName(name.candidates().getFirst());
            case Demand.FreeAddress _ -> new Grant.GrantedAddress("10.0.1.9", 24);
            case Demand.FreeIngressPort port -> new Grant.GrantedPort(port.port() == 0 ? 30_000 : port.port());
            default -> new Grant.Granted();
        };
    }

    private static Problem refused(Decision<ServiceEvent> decision) {
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse<ServiceEvent>) decision).problem();
    }

    @Test
    void aNewServiceGetsAnAddressOnEachNetworkAndThePortsThatItLeavesOpen() {
        var any = new ServicePort("", "tcp", 80, 0, PublishMode.INGRESS);
        var events =
                accepted(decider.decide(decider.nothing(), new CreateService(spec("a:1", 2, any), List.of(NET)), NOW));

        assertThat(events).singleElement().isInstanceOfSatisfying(ServiceCreated.class, made -> {
            assertThat(made.addresses()).containsExactly(new VirtualIp("net", "10.0.1.9", 24));
            assertThat(made.ports()).containsExactly(any.withPublishedPort(30_000));
        });
    }

    @Test
    void whatItHoldsIsClaimed() {
        assertThat(given(created(HTTP)).claims())
                .containsExactlyInAnyOrder(
                        new Claim.Name(Kind.SERVICE, "web"),
                        new Claim.Address("net", "10.0.1.2"),
                        new Claim.IngressPort("tcp", 8080));
    }

    @Test
    void scalingKeepsWhatTasksAreAndEverythingThatIsClaimed() {
        LiveService service = given(created(HTTP));
        var events = accepted(decider.decide(service, new UpdateService(1, spec("a:1", 5, HTTP), List.of(NET)), NOW));

        assertThat(events).singleElement().isInstanceOfSatisfying(ServiceUpdated.class, updated -> {
            assertThat(updated.tasksChange()).isFalse();
            assertThat(updated.addresses()).isEqualTo(service.addresses());
            assertThat(updated.ports()).isEqualTo(service.ports());
        });
        assertThat(((LiveService) decider.evolve(service, events.getFirst())).taskVersion())
                .isEqualTo(1);
    }

    @Test
    void anotherImageBeginsAnUpdate() {
        LiveService service = given(created());
        var events = accepted(decider.decide(service, new UpdateService(1, spec("a:2", 2), List.of(NET)), NOW));
        var after = (LiveService) decider.evolve(service, events.getFirst());

        assertThat(after.status().state()).isEqualTo(UpdateState.UPDATING);
        assertThat(after.taskVersion()).isEqualTo(2);
        assertThat(after.previous()).isEqualTo(service.spec());
    }

    @Test
    void aWriterThatKnewAnOlderVersionIsRefused() {
        LiveService service = given(created(), new ServiceUpdated(2, spec("a:2", 2), true, List.of(), List.of(), NOW));

        assertThat(refused(decider.decide(service, new UpdateService(1, spec("a:3", 2), List.of()), NOW)))
                .isEqualTo(new Problem.Conflict("rpc error: code = Unknown desc = update out of sequence"));
    }

    @Test
    void neitherItsNameNorItsModeChanges() {
        LiveService service = given(created());
        var renamed = spec("a:1", 2).withName("other");
        var global = new ServiceSpec("web", Map.of(), spec("a:1", 2).task(), ServiceMode.global(), null, null, null);

        assertThat(refused(decider.decide(service, new UpdateService(1, renamed, List.of()), NOW))
                        .message())
                .endsWith("renaming services is not supported");
        assertThat(refused(decider.decide(service, new UpdateService(1, global, List.of()), NOW))
                        .message())
                .endsWith("service mode change is not allowed");
    }

    @Test
    void aUserGoesBackAndMayGoForthAgainAnEngineOnlyGoesBack() {
        LiveService service = given(created(), new ServiceUpdated(2, spec("a:2", 2), true, List.of(), List.of(), NOW));
        var byUser = (LiveService)
                decider.evolve(service, new ServiceRolledBack(3, false, "manually", List.of(), List.of(), NOW));
        var byEngine = (LiveService)
                decider.evolve(service, new ServiceRolledBack(3, true, "failed", List.of(), List.of(), NOW));

        assertThat(byUser.spec()).isEqualTo(spec("a:1", 2));
        assertThat(byUser.taskVersion()).isEqualTo(1);
        assertThat(byUser.previous()).isEqualTo(spec("a:2", 2));
        assertThat(byEngine.previous()).isNull();
        assertThat(refused(decider.decide(byEngine, new RollBackService(3, false, "", List.of()), NOW))
                        .message())
                .endsWith("service svc does not have a previous spec");
    }

    @Test
    void aNoteAboutAnotherVersionOrOfNothingNewChangesNothing() {
        LiveService service = given(created(), new ServiceUpdated(2, spec("a:2", 2), true, List.of(), List.of(), NOW));

        assertThat(accepted(decider.decide(service, new NoteUpdate(1, UpdateState.COMPLETED, "done"), NOW)))
                .isEmpty();
        assertThat(accepted(decider.decide(service, new NoteUpdate(2, UpdateState.UPDATING, "going"), NOW)))
                .isEmpty();
        assertThat(accepted(decider.decide(service, new NoteUpdate(2, UpdateState.PAUSED, "failed"), NOW)))
                .containsExactly(new ServiceUpdateNoted(UpdateState.PAUSED, "failed", NOW));
    }

    @Test
    void aWrongSpecificationIsRefusedInDockersWords() {
        assertThat(wrong(spec("a:1", 1).withName("we b"))).endsWith("name must be valid as a DNS name component");
        assertThat(wrong(spec("", 1))).endsWith("ContainerSpec: image reference must be provided");
        assertThat(wrong(spec("A B", 1))).endsWith("ContainerSpec: \"A B\" is not a valid repository/tag");
        assertThat(wrong(spec("a:1", -1))).endsWith("Number of replicas must be non-negative");
        assertThat(wrong(spec("a:1", 1, HTTP, HTTP))).endsWith("EndpointSpec: duplicate published ports provided");
    }

    private String wrong(ServiceSpec spec) {
        return refused(decider.decide(decider.nothing(), new CreateService(spec, List.of()), NOW))
                .message();
    }
}
