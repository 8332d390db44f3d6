/**
 * Runs by an OCI runtime of the host (crun, or runc) under a monitor (conmon): what Docker promises, said in the runtime's own
 * format.
 */
@NullMarked
package io.rutter.agent.runtime.oci;

import org.jspecify.annotations.NullMarked;
