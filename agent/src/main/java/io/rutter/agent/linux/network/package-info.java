/**
 * Links, addresses, routes, namespaces and packet filter rules: the kernel asked over netlink, and nft.
 */
@NullMarked
package io.rutter.agent.linux.network;

import org.jspecify.annotations.NullMarked;
