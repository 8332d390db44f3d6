/**
 * The Linux host: how the kernel is called. What it is called for stands in the packages below: processes, files, the network,
 * streams.
 *
 * <p>Nobody else starts programs or calls native code. Everything it opens is close-on-exec and every wait for
 * a descriptor goes through one epoll thread, so that a caller may sit on a virtual thread without holding a carrier. What the
 * kernel refuses is a {@link HostException} with the error's name.
 */
@NullMarked
package io.rutter.agent.linux;

import org.jspecify.annotations.NullMarked;
