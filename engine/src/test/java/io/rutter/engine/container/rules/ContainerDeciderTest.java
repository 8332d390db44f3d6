package io.rutter.engine.container.rules;

import static io.rutter.engine.entity.Decision.accept;
import static io.rutter.engine.entity.Decision.refuse;
import static io.rutter.engine.entity.History.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.engine.claims.AddressPool;
import io.rutter.engine.claims.Claim;
import io.rutter.engine.container.Container;
import io.rutter.engine.container.Container.RemovedContainer;
import io.rutter.engine.container.ContainerCommand;
import io.rutter.engine.container.ContainerCommand.DeclareContainer;
import io.rutter.engine.container.ContainerCommand.EndpointPlan;
import io.rutter.engine.container.ContainerCommand.KillContainer;
import io.rutter.engine.container.ContainerCommand.NoteStartRefused;
import io.rutter.engine.container.ContainerCommand.PauseContainer;
import io.rutter.engine.container.ContainerCommand.PortPlan;
import io.rutter.engine.container.ContainerCommand.RemoveContainer;
import io.rutter.engine.container.ContainerCommand.RenameContainer;
import io.rutter.engine.container.ContainerCommand.Report;
import io.rutter.engine.container.ContainerCommand.RestartContainer;
import io.rutter.engine.container.ContainerCommand.StartContainer;
import io.rutter.engine.container.ContainerCommand.StopContainer;
import io.rutter.engine.container.ContainerCommand.UpdateContainer;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.ContainerEvent.ContainerDeclared;
import io.rutter.engine.container.ContainerEvent.ContainerExited;
import io.rutter.engine.container.ContainerEvent.ContainerKillRequested;
import io.rutter.engine.container.ContainerEvent.ContainerRemoved;
import io.rutter.engine.container.ContainerEvent.ContainerStartFailed;
import io.rutter.engine.container.ContainerEvent.ContainerStartRequested;
import io.rutter.engine.container.ContainerEvent.ContainerStopRequested;
import io.rutter.engine.container.ContainerEvent.ContainerUnpauseRequested;
import io.rutter.engine.container.ContainerEvent.ContainerUpdated;
import io.rutter.engine.container.ContainerReport;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.LiveContainer.Phase;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.Specs;
import io.rutter.engine.container.StartFault;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.entity.History;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.id.ContainerId;
import io.rutter.engine.id.EntityKey;
import io.rutter.engine.id.ImageId;
import io.rutter.engine.id.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContainerDeciderTest {
    private static final ContainerId ID = new ContainerId("a".repeat(64));
    private static final EntityKey OTHER = new EntityKey(Kind.CONTAINER, "b".repeat(64));
    private static final StartContainer START = new StartContainer(List.of(bridge()), List.of());
    private static final Report STARTED = new Report(new ContainerReport.Started(2, 1, 4711, NOW));

    private static EndpointPlan bridge() {
        return new EndpointPlan(
                "net1",
                "bridge",
                "e1",
                List.of(new AddressPool("172.17.0.0/16", null, List.of("172.17.0.1"))),
                null,
                "172.17.0.1",
                null,
                List.of());
    }

    private static DeclareContainer declare(boolean autoRemove) {
        return new DeclareContainer(
                ID,
                List.of("web"),
                Specs.spec(autoRemove),
                new ImageId("sha256:" + "c".repeat(64)),
                List.of(Specs.anonymousVolume("v1")),
                "node1",
                null);
    }

    private static History<ContainerCommand, ContainerEvent, Container> none() {
        return History.given(EntityKey.container(ID), new ContainerDecider(ID.value()));
    }

    private static History<ContainerCommand, ContainerEvent, Container> running() {
        return none().then(declare(false)).then(START).then(STARTED);
    }

    private static Report exited(int code) {
        return new Report(new ContainerReport.Exited(1, code, false, 0, null, NOW));
    }

    @Test
    void aKillLetsWhatIsPausedGoOnSinceItWouldNotTakeTheSignal() {
        var paused = running().then(new PauseContainer()).then(new Report(new ContainerReport.Paused(1, NOW)));
        assertThat(paused.events(new KillContainer("SIGKILL")))
                .containsExactly(new ContainerKillRequested(4, "SIGKILL", NOW), new ContainerUnpauseRequested(5, NOW));
        assertThat(running().events(new KillContainer("SIGKILL")))
                .containsExactly(new ContainerKillRequested(3, "SIGKILL", NOW));
    }

    @Test
    void aPauseEndsWithTheRunAndTheNextOneRuns() {
        var paused = running().then(new PauseContainer()).then(new Report(new ContainerReport.Paused(1, NOW)));
        var again = (LiveContainer) paused.then(new Report(new ContainerReport.Exited(1, 255, false, 0, 100L, NOW)))
                .state();
        assertThat(again.run().phase()).isEqualTo(LiveContainer.Phase.RESTARTING);
        assertThat(again.desired().wanted()).isEqualTo(LiveContainer.Wanted.RUNNING);
    }

    @Test
    void whatIsBeingKilledIsNotPausedBeforeItHasTakenTheSignal() {
        assertThat(running().then(new KillContainer("SIGKILL")).when(new PauseContainer()))
                .isEqualTo(refuse(new Problem.Conflict("container " + ID.value() + " is not running")));
        assertThat(running().then(new KillContainer("SIGHUP")).events(new PauseContainer()))
                .hasSize(1);
    }

    @Test
    void aPauseDoesNotCallOffAStop() {
        var stopping = running().then(new StopContainer(null, null));
        assertThat(stopping.when(new PauseContainer()))
                .isEqualTo(refuse(new Problem.Conflict("container " + ID.value() + " is not running")));
        assertThat(stopping.events(new KillContainer("SIGTERM"))).hasSize(1);
    }

    @Test
    void aNameThatSomebodyHasIsAConflictThatNamesTheOwner() {
        assertThat(none().claimed(OTHER, new Claim.Name(Kind.CONTAINER, "web")).when(declare(false)))
                .isEqualTo(refuse(new Problem.Conflict("Conflict. The container name \"/web\" is already in use by"
                        + " container \"" + OTHER.id()
                        + "\". You have to remove (or rename) that container to be able to"
                        + " reuse that name.")));
    }

    @Test
    void limitsThatTheHostCannotHoldAreTakenBack() {
        var wanted = Resources.UNLIMITED.withDefaults(-1, null, 5L);
        var updated = running().then(new UpdateContainer(wanted, null));
        var refused = new Report(new ContainerReport.LimitsRefused(3, Resources.UNLIMITED, NOW));
        assertThat(updated.when(refused))
                .isEqualTo(accept(new ContainerUpdated(4, Resources.UNLIMITED, RestartPolicy.NEVER, NOW)));
    }

    @Test
    void aStartGetsTheFirstFreeAddressAndTheMacThatFollowsFromIt() {
        var start = (ContainerStartRequested)
                none().then(declare(false)).events(START).getFirst();
        assertThat(start.endpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.ipv4()).isEqualTo("172.17.0.2");
            assertThat(endpoint.macAddress()).isEqualTo("02:42:ac:11:00:02");
        });
        assertThat(start.generation()).isEqualTo(2);
    }

    @Test
    void aPortThatSomebodyHasOnAnyAddressRefusesTheStart() {
        var claimed = new Claim.HostPort("node1", "tcp", "0.0.0.0", 8080);
        var wanted = new StartContainer(List.of(), List.of(new PortPlan("tcp", 80, "127.0.0.1", 8080, 8080, true)));
        assertThat(none().then(declare(false)).claimed(OTHER, claimed).when(wanted))
                .isEqualTo(refuse(new Problem.Broken("driver failed programming external connectivity: Bind for"
                        + " 127.0.0.1:8080 failed: port is already allocated")));
    }

    @Test
    void aStartThatCouldNotBePlannedIsToldOnceAndWithTheCodeOfTheLastRun() {
        var refused = new NoteStartRefused("network n1 not found");
        var fact = new ContainerStartFailed(1, 0, "network n1 not found", 128, StartFault.REQUEST, NOW);
        var created = none().then(declare(false));
        assertThat(created.events(refused)).containsExactly(fact);
        assertThat(created.then(refused).events(refused)).isEmpty();
        assertThat(running().events(refused)).isEmpty();
        assertThat(running().then(exited(3)).events(refused))
                .containsExactly(new ContainerStartFailed(2, 1, "network n1 not found", 3, StartFault.REQUEST, NOW));
    }

    @Test
    void startingWhatRunsIsNotModified() {
        assertThat(running().when(START))
                .isEqualTo(refuse(new Problem.NotModified("container " + ID + " is already running")));
    }

    @Test
    void aStopTakesTheContainersSignalAndTenSeconds() {
        assertThat(running().when(new StopContainer(null, null)))
                .isEqualTo(accept(new ContainerStopRequested(3, "SIGTERM", Duration.ofSeconds(10), NOW)));
    }

    @Test
    void theSameReportAgainChangesNothing() {
        assertThat(running().events(STARTED)).isEmpty();
        assertThat(running().then(exited(0)).events(exited(0))).isEmpty();
    }

    @Test
    void aReportOfAnOlderRunChangesNothing() {
        var again =
                running().then(exited(0)).then(START).then(new Report(new ContainerReport.Started(3, 2, 4712, NOW)));
        assertThat(again.events(exited(137))).isEmpty();
    }

    @Test
    void itsAddressIsHeldUntilTheHostHasLetGoOfIt() {
        var ended = running().then(exited(0));
        assertThat(ended.state().claims()).contains(new Claim.Address("net1", "172.17.0.2"));
        var released = ended.then(new Report(new ContainerReport.HostReleased(1, NOW)));
        assertThat(released.state().claims()).doesNotContain(new Claim.Address("net1", "172.17.0.2"));
    }

    @Test
    void aRunningContainerIsNotRemovedUnlessForced() {
        assertThat(running().when(new RemoveContainer(false, false)))
                .isEqualTo(
                        refuse(new Problem.Conflict("cannot remove container \"/web\": container is running: stop the"
                                + " container before removing or force remove")));
    }

    @Test
    void aSignalForOneRunIsNotForTheNext() {
        var signalled = running().then(new KillContainer("SIGHUP"));
        assertThat(((LiveContainer) signalled.state()).desired().kill()).isNotNull();
        var again = signalled.then(new Report(new ContainerReport.Exited(1, 1, false, 0, 100L, NOW)));
        assertThat(((LiveContainer) again.state()).run().phase()).isEqualTo(Phase.RESTARTING);
        assertThat(((LiveContainer) again.state()).desired().kill()).isNull();
    }

    @Test
    void signalsAskedForOneAfterTheOtherAreAllKeptInTheirOrder() {
        var signalled = running().then(new KillContainer("SIGHUP")).then(new KillContainer("SIGUSR1"));
        assertThat(signals(signalled)).containsExactly("SIGHUP", "SIGUSR1");
        assertThat(signals(signalled.then(new StopContainer(null, null)))).containsExactly("SIGHUP", "SIGUSR1");
    }

    @Test
    void aSignalAskedForAgainTakesItsPlaceAtTheEndSoTheListStaysShort() {
        var signalled = running()
                .then(new KillContainer("SIGHUP"))
                .then(new KillContainer("SIGUSR1"))
                .then(new KillContainer("SIGHUP"));
        assertThat(signals(signalled)).containsExactly("SIGUSR1", "SIGHUP");
    }

    @Test
    void whatWasSentSigkillIsDyingWhateverFollows() {
        var dying = running().then(new KillContainer("SIGKILL")).then(new KillContainer("SIGHUP"));
        assertThat(dying.when(new PauseContainer()))
                .isEqualTo(refuse(new Problem.Conflict("container " + ID.value() + " is not running")));
    }

    private static List<String> signals(History<ContainerCommand, ContainerEvent, Container> signalled) {
        return ((LiveContainer) signalled.state())
                .desired().kills().stream()
                        .map(LiveContainer.PendingKill::signal)
                        .toList();
    }

    @Test
    void aForcedRemovalEndsWithTheProcess() {
        var removing = running().then(new RemoveContainer(true, true));
        assertThat(removing.events(exited(137)))
                .containsExactly(
                        new ContainerExited(1, 137, false, 0, false, NOW), new ContainerRemoved(List.of("v1"), NOW));
    }

    @Test
    void anAutoRemovedContainerGoesWithItsAnonymousVolumesWhenItEnds() {
        var ended = none().then(declare(true)).then(START).then(STARTED).then(exited(3));
        assertThat(ended.state()).isInstanceOfSatisfying(RemovedContainer.class, removed -> {
            assertThat(removed.volumes()).containsExactly("v1");
            assertThat(removed.run().exitCode()).isEqualTo(3);
        });
    }

    @Test
    void aRestartThatIsAskedForOutlivesTheEndOfTheOldRun() {
        var restarting = running().then(new RestartContainer(null, null, List.of(bridge()), List.of()));
        var ended = (LiveContainer) restarting.then(exited(143)).state();
        assertThat(ended.run().phase()).isEqualTo(Phase.STARTING);
        assertThat(ended.desired().wanted()).isEqualTo(LiveContainer.Wanted.RUNNING);
    }

    @Test
    void aRestartKeepsThePortsThatTheRunHas() {
        var ports = List.of(new PortPlan("tcp", 80, "", 8080, 8080, true), new PortPlan("tcp", 81, "", 0, 0, true));
        var running = none().then(declare(false))
                .then(new StartContainer(List.of(), ports))
                .then(STARTED);
        var before = ((LiveContainer) running.state()).ports();
        var restarting = (LiveContainer)
                running.then(new RestartContainer(null, null, List.of(), ports)).state();
        assertThat(before).extracting(PublishedPort::hostIp).containsExactly("0.0.0.0", "::", "0.0.0.0", "::");
        assertThat(restarting.ports()).isEqualTo(before);
    }

    @Test
    void killingWhatDoesNotRunIsAConflict() {
        assertThat(none().then(declare(false)).when(new KillContainer("SIGKILL")))
                .isEqualTo(refuse(
                        new Problem.Conflict("cannot kill container: web: Container " + ID + " is not running")));
    }

    @Test
    void killingWhatWaitsForItsNextRunEndsTheRestarts() {
        var waiting = running().then(new Report(new ContainerReport.Exited(1, 5, false, 0, 100L, NOW)));
        assertThat(((LiveContainer) waiting.state()).run().phase()).isEqualTo(Phase.RESTARTING);
        var killed = (LiveContainer) waiting.then(new KillContainer("SIGHUP")).state();
        assertThat(killed.run().phase()).isEqualTo(Phase.EXITED);
        assertThat(killed.desired().stopAsked()).isTrue();
    }

    @Test
    void aFailedStartTellsWhyAndIsNotTriedAgain() {
        var failed = (LiveContainer) none().then(declare(false))
                .then(START)
                .then(new Report(new ContainerReport.StartFailed(
                        2, 1, "executable file not found", 127, StartFault.REQUEST, NOW)))
                .state();
        assertThat(failed.run().error()).isEqualTo("executable file not found");
        assertThat(failed.run().phase()).isEqualTo(Phase.CREATED);
        assertThat(failed.desired().wanted()).isEqualTo(LiveContainer.Wanted.STOPPED);
    }

    @Test
    void aRenameGivesTheOldNameBack() {
        var renamed = none().then(declare(false)).then(new RenameContainer("shop"));
        assertThat(renamed.state().claims())
                .contains(new Claim.Name(Kind.CONTAINER, "shop"))
                .doesNotContain(new Claim.Name(Kind.CONTAINER, "web"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(none().when(START)).isEqualTo(refuse(new Problem.NotFound("No such container: " + ID)));
        assertThat(none().then(declare(false))
                        .then(new RemoveContainer(false, false))
                        .when(START))
                .isEqualTo(refuse(new Problem.NotFound("No such container: " + ID)));
    }

    @Test
    void declaredIsWhatWasAskedFor() {
        assertThat(none().events(declare(false)))
                .singleElement()
                .isInstanceOfSatisfying(
                        ContainerDeclared.class,
                        declared -> assertThat(declared.name()).isEqualTo("web"));
    }
}
