/**
 * The firewall of a node as text: one nftables table per engine on the host, one small table in each container's namespace.
 *
 * <p>Pure: a picture of what shall be, a transaction that leads there. Who runs it is in the package above.
 */
@NullMarked
package io.rutter.agent.network.rules;

import org.jspecify.annotations.NullMarked;
