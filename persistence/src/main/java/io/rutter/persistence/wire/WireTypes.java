package io.rutter.persistence.wire;

import static io.rutter.persistence.wire.WireType.type;

import io.rutter.engine.claims.AddressPool;
import io.rutter.engine.claims.Claim;
import io.rutter.engine.config.Config;
import io.rutter.engine.config.ConfigEvent;
import io.rutter.engine.config.ConfigSpec;
import io.rutter.engine.container.Container;
import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.container.Endpoint;
import io.rutter.engine.container.LiveContainer;
import io.rutter.engine.container.MountPoint;
import io.rutter.engine.container.PublishedPort;
import io.rutter.engine.container.TaskOwner;
import io.rutter.engine.container.WaitingTask;
import io.rutter.engine.container.spec.BlockLimits;
import io.rutter.engine.container.spec.ContainerConfig;
import io.rutter.engine.container.spec.ContainerSpec;
import io.rutter.engine.container.spec.EndpointConfig;
import io.rutter.engine.container.spec.ExecConfig;
import io.rutter.engine.container.spec.Healthcheck;
import io.rutter.engine.container.spec.HostConfig;
import io.rutter.engine.container.spec.MountSpec;
import io.rutter.engine.container.spec.NetworkSetup;
import io.rutter.engine.container.spec.Resources;
import io.rutter.engine.container.spec.RestartPolicy;
import io.rutter.engine.container.spec.Security;
import io.rutter.engine.entity.Actor;
import io.rutter.engine.entity.Origin;
import io.rutter.engine.image.Image;
import io.rutter.engine.image.ImageConfig;
import io.rutter.engine.image.ImageEvent;
import io.rutter.engine.log.LogEvent;
import io.rutter.engine.log.LogState;
import io.rutter.engine.network.Network;
import io.rutter.engine.network.NetworkEvent;
import io.rutter.engine.network.NetworkSpec;
import io.rutter.engine.node.Node;
import io.rutter.engine.node.NodeDescription;
import io.rutter.engine.node.NodeEvent;
import io.rutter.engine.node.NodeSpec;
import io.rutter.engine.reference.Reference;
import io.rutter.engine.reference.ReferenceEvent;
import io.rutter.engine.secret.SealedBytes;
import io.rutter.engine.secret.Secret;
import io.rutter.engine.secret.SecretEvent;
import io.rutter.engine.secret.SecretSpec;
import io.rutter.engine.service.LiveService;
import io.rutter.engine.service.Service;
import io.rutter.engine.service.ServiceEvent;
import io.rutter.engine.service.spec.EndpointSpec;
import io.rutter.engine.service.spec.ServiceMode;
import io.rutter.engine.service.spec.ServicePort;
import io.rutter.engine.service.spec.ServiceSpec;
import io.rutter.engine.service.spec.TaskContainer;
import io.rutter.engine.service.spec.TaskHealthcheck;
import io.rutter.engine.service.spec.TaskMount;
import io.rutter.engine.service.spec.TaskPlacement;
import io.rutter.engine.service.spec.TaskPrivileges;
import io.rutter.engine.service.spec.TaskResources;
import io.rutter.engine.service.spec.TaskRestart;
import io.rutter.engine.service.spec.TaskTemplate;
import io.rutter.engine.service.spec.UpdateConfig;
import io.rutter.engine.swarm.Swarm;
import io.rutter.engine.swarm.SwarmEvent;
import io.rutter.engine.swarm.SwarmSpec;
import io.rutter.engine.volume.Volume;
import io.rutter.engine.volume.VolumeEvent;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every type that is stored, with its frozen id and name: the one place where a class meets the log.
 *
 * <p>To add one: write its line at the end of its noun's list under the next free number (a test fails while it is missing), then
 * run {@code ./dev test samples} once and commit the sample that it wrote. A field may
 * be added later without touching this file. A field that is renamed, or changes its meaning, takes
 * {@code type(id, version + 1, name, class, migration)}.
 */
final class WireTypes {
    private static final List<WireType> LOG = List.of(
            type(1, "EpochStarted", LogEvent.EpochStarted.class),
            type(2, "LogState", LogState.class),
            type(3, "Actor", Actor.class),
            type(4, "Origin", Origin.class));

    private static final List<WireType> CLAIMS = List.of(
            type(50, "AddressClaim", Claim.Address.class),
            type(51, "HostPortClaim", Claim.HostPort.class),
            type(52, "IngressPortClaim", Claim.IngressPort.class),
            type(53, "MacClaim", Claim.Mac.class),
            type(54, "NameClaim", Claim.Name.class),
            type(55, "ResourcesClaim", Claim.Resources.class),
            type(56, "SlotClaim", Claim.Slot.class),
            type(57, "SubnetClaim", Claim.Subnet.class),
            type(58, "UseClaim", Claim.Use.class),
            type(59, "VniClaim", Claim.Vni.class),
            type(60, "AddressPool", AddressPool.class));

    private static final List<WireType> CONTAINERS = List.of(
            type(100, "ContainerConnected", ContainerEvent.ContainerConnected.class),
            type(101, "ContainerDeclared", ContainerEvent.ContainerDeclared.class),
            type(102, "ContainerDisconnected", ContainerEvent.ContainerDisconnected.class),
            type(103, "ContainerEndpointReleased", ContainerEvent.ContainerEndpointReleased.class),
            type(104, "ContainerExited", ContainerEvent.ContainerExited.class),
            type(105, "ContainerHealthChanged", ContainerEvent.ContainerHealthChanged.class),
            type(106, "ContainerKillRequested", ContainerEvent.ContainerKillRequested.class),
            type(107, "ContainerPauseRequested", ContainerEvent.ContainerPauseRequested.class),
            type(108, "ContainerPaused", ContainerEvent.ContainerPaused.class),
            type(109, "ContainerReleased", ContainerEvent.ContainerReleased.class),
            type(110, "ContainerRemoveRequested", ContainerEvent.ContainerRemoveRequested.class),
            type(111, "ContainerRemoved", ContainerEvent.ContainerRemoved.class),
            type(112, "ContainerRenamed", ContainerEvent.ContainerRenamed.class),
            type(113, "ContainerStartFailed", ContainerEvent.ContainerStartFailed.class),
            type(114, "ContainerStartRequested", ContainerEvent.ContainerStartRequested.class),
            type(115, "ContainerStarted", ContainerEvent.ContainerStarted.class),
            type(116, "ContainerStopRequested", ContainerEvent.ContainerStopRequested.class),
            type(117, "ContainerUnpauseRequested", ContainerEvent.ContainerUnpauseRequested.class),
            type(118, "ContainerUnpaused", ContainerEvent.ContainerUnpaused.class),
            type(119, "ContainerUpdated", ContainerEvent.ContainerUpdated.class),
            type(120, "ExecCreated", ContainerEvent.ExecCreated.class),
            type(121, "ExecEnded", ContainerEvent.ExecEnded.class),
            type(122, "ExecStarted", ContainerEvent.ExecStarted.class),
            type(123, "TaskPending", ContainerEvent.TaskPending.class),
            type(124, "TaskPlaced", ContainerEvent.TaskPlaced.class),
            type(125, "TaskRejected", ContainerEvent.TaskRejected.class),
            type(126, "TaskShutDown", ContainerEvent.TaskShutDown.class),
            type(127, "NoContainer", Container.NoContainer.class),
            type(128, "RemovedContainer", Container.RemovedContainer.class),
            type(129, "LiveContainer", LiveContainer.class),
            type(130, "ContainerConfig", ContainerConfig.class),
            type(131, "ContainerSpec", ContainerSpec.class),
            type(132, "ContainerEndpoint", Endpoint.class),
            type(133, "EndpointConfig", EndpointConfig.class),
            type(134, "ExecConfig", ExecConfig.class),
            type(135, "ContainerHealthcheck", Healthcheck.class),
            type(136, "HostConfig", HostConfig.class),
            type(137, "HostConfigLogConfig", HostConfig.LogConfig.class),
            type(138, "ContainerDesired", LiveContainer.Desired.class),
            type(139, "ContainerExec", LiveContainer.Exec.class),
            type(140, "ContainerHealth", LiveContainer.Health.class),
            type(141, "ContainerPendingKill", LiveContainer.PendingKill.class),
            type(142, "ContainerRun", LiveContainer.Run.class),
            type(143, "MountPoint", MountPoint.class),
            type(144, "MountSpec", MountSpec.class),
            type(145, "NetworkSetup", NetworkSetup.class),
            type(146, "NetworkSetupPortBinding", NetworkSetup.PortBinding.class),
            type(147, "PublishedPort", PublishedPort.class),
            type(148, "ContainerResources", Resources.class),
            type(149, "ResourcesDevice", Resources.Device.class),
            type(150, "ResourcesUlimit", Resources.Ulimit.class),
            type(151, "RestartPolicy", RestartPolicy.class),
            type(152, "ContainerSecurity", Security.class),
            type(153, "TaskOwner", TaskOwner.class),
            type(154, "WaitingTask", WaitingTask.class),
            type(155, "ResourcesBlockLimits", BlockLimits.class),
            type(156, "ResourcesBlockDeviceLimit", BlockLimits.DeviceLimit.class),
            type(157, "ContainerCommitted", ContainerEvent.ContainerCommitted.class));

    private static final List<WireType> IMAGES = List.of(
            type(200, "ImageRecorded", ImageEvent.ImageRecorded.class),
            type(201, "ImageRemoved", ImageEvent.ImageRemoved.class),
            type(202, "LiveImage", Image.LiveImage.class),
            type(203, "NoImage", Image.NoImage.class),
            type(204, "ImageConfig", ImageConfig.class),
            type(205, "ImageConfigHealthcheckConfig", ImageConfig.HealthcheckConfig.class),
            type(206, "ImageConfigHistory", ImageConfig.History.class));

    private static final List<WireType> REFERENCES = List.of(
            type(230, "ReferenceDropped", ReferenceEvent.ReferenceDropped.class),
            type(231, "ReferenceMoved", ReferenceEvent.ReferenceMoved.class),
            type(232, "NoReference", Reference.NoReference.class),
            type(233, "PointingReference", Reference.PointingReference.class));

    private static final List<WireType> NETWORKS = List.of(
            type(250, "NetworkCreated", NetworkEvent.NetworkCreated.class),
            type(251, "NetworkRemoved", NetworkEvent.NetworkRemoved.class),
            type(252, "LiveNetwork", Network.LiveNetwork.class),
            type(253, "NoNetwork", Network.NoNetwork.class),
            type(254, "NetworkSpec", NetworkSpec.class),
            type(255, "NetworkSpecPool", NetworkSpec.Pool.class));

    private static final List<WireType> VOLUMES = List.of(
            type(280, "VolumeCreated", VolumeEvent.VolumeCreated.class),
            type(281, "VolumeRemoved", VolumeEvent.VolumeRemoved.class),
            type(282, "LiveVolume", Volume.LiveVolume.class),
            type(283, "NoVolume", Volume.NoVolume.class));

    private static final List<WireType> SERVICES = List.of(
            type(300, "ServiceCreated", ServiceEvent.ServiceCreated.class),
            type(301, "ServiceRemoved", ServiceEvent.ServiceRemoved.class),
            type(302, "ServiceRolledBack", ServiceEvent.ServiceRolledBack.class),
            type(303, "ServiceUpdateNoted", ServiceEvent.ServiceUpdateNoted.class),
            type(304, "ServiceUpdated", ServiceEvent.ServiceUpdated.class),
            type(305, "LiveService", LiveService.class),
            type(306, "NoService", Service.NoService.class),
            type(307, "EndpointSpec", EndpointSpec.class),
            type(308, "ServiceUpdateStatus", Service.UpdateStatus.class),
            type(309, "ServiceVirtualIp", Service.VirtualIp.class),
            type(310, "ServiceMode", ServiceMode.class),
            type(311, "ServicePort", ServicePort.class),
            type(312, "ServiceSpec", ServiceSpec.class),
            type(313, "TaskContainer", TaskContainer.class),
            type(314, "TaskContainerFileReference", TaskContainer.FileReference.class),
            type(315, "TaskContainerTaskDns", TaskContainer.TaskDns.class),
            type(316, "TaskContainerTaskUlimit", TaskContainer.TaskUlimit.class),
            type(317, "TaskHealthcheck", TaskHealthcheck.class),
            type(318, "TaskMount", TaskMount.class),
            type(319, "TaskPlacement", TaskPlacement.class),
            type(320, "TaskPlacementTaskPlatform", TaskPlacement.TaskPlatform.class),
            type(321, "TaskPrivileges", TaskPrivileges.class),
            type(322, "TaskPrivilegesCredentialSpec", TaskPrivileges.CredentialSpec.class),
            type(323, "TaskPrivilegesSeLinuxContext", TaskPrivileges.SeLinuxContext.class),
            type(324, "TaskResources", TaskResources.class),
            type(325, "TaskResourcesGenericResource", TaskResources.GenericResource.class),
            type(326, "TaskRestart", TaskRestart.class),
            type(327, "TaskTemplate", TaskTemplate.class),
            type(328, "TaskTemplateNetworkAttachment", TaskTemplate.NetworkAttachment.class),
            type(329, "TaskTemplateTaskLogDriver", TaskTemplate.TaskLogDriver.class),
            type(330, "UpdateConfig", UpdateConfig.class));

    private static final List<WireType> NODES = List.of(
            type(400, "NodeDown", NodeEvent.NodeDown.class),
            type(401, "NodeJoined", NodeEvent.NodeJoined.class),
            type(402, "NodeReady", NodeEvent.NodeReady.class),
            type(403, "NodeRemoved", NodeEvent.NodeRemoved.class),
            type(404, "NodeUpdated", NodeEvent.NodeUpdated.class),
            type(405, "LiveNode", Node.LiveNode.class),
            type(406, "NoNode", Node.NoNode.class),
            type(407, "NodeDescription", NodeDescription.class),
            type(408, "NodeSpec", NodeSpec.class));

    private static final List<WireType> SWARMS = List.of(
            type(430, "SwarmInitialised", SwarmEvent.SwarmInitialised.class),
            type(431, "SwarmLeft", SwarmEvent.SwarmLeft.class),
            type(432, "SwarmTokensRotated", SwarmEvent.SwarmTokensRotated.class),
            type(433, "SwarmUpdated", SwarmEvent.SwarmUpdated.class),
            type(434, "LiveSwarm", Swarm.LiveSwarm.class),
            type(435, "NoSwarm", Swarm.NoSwarm.class),
            type(436, "SwarmSpec", SwarmSpec.class),
            type(437, "SwarmSpecExternalAuthority", SwarmSpec.ExternalAuthority.class),
            type(438, "SwarmSpecRaftSettings", SwarmSpec.RaftSettings.class));

    private static final List<WireType> SECRETS = List.of(
            type(460, "SecretCreated", SecretEvent.SecretCreated.class),
            type(461, "SecretRelabelled", SecretEvent.SecretRelabelled.class),
            type(462, "SecretRemoved", SecretEvent.SecretRemoved.class),
            type(463, "LiveSecret", Secret.LiveSecret.class),
            type(464, "NoSecret", Secret.NoSecret.class),
            type(465, "SealedBytes", SealedBytes.class),
            type(466, "SecretSpec", SecretSpec.class));

    private static final List<WireType> CONFIGS = List.of(
            type(480, "ConfigCreated", ConfigEvent.ConfigCreated.class),
            type(481, "ConfigRelabelled", ConfigEvent.ConfigRelabelled.class),
            type(482, "ConfigRemoved", ConfigEvent.ConfigRemoved.class),
            type(483, "LiveConfig", Config.LiveConfig.class),
            type(484, "NoConfig", Config.NoConfig.class),
            type(485, "ConfigSpec", ConfigSpec.class));

    static final List<WireType> ALL = Stream.of(
                    LOG,
                    CLAIMS,
                    CONTAINERS,
                    IMAGES,
                    REFERENCES,
                    NETWORKS,
                    VOLUMES,
                    SERVICES,
                    NODES,
                    SWARMS,
                    SECRETS,
                    CONFIGS)
            .flatMap(List::stream)
            .toList();

    private WireTypes() {}
}
