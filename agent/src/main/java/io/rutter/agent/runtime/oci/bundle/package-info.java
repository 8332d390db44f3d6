/**
 * What an OCI runtime is told before it starts a process: a container's order as the bundle's configuration, with its mounts,
 * devices, limits, user, capabilities and system call filter.
 */
@NullMarked
package io.rutter.agent.runtime.oci.bundle;

import org.jspecify.annotations.NullMarked;
