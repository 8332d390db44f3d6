/** What a container reads in {@code /etc/hosts}, {@code /etc/hostname} and {@code /etc/resolv.conf}. Pure text. */
@NullMarked
package io.rutter.agent.network.files;

import org.jspecify.annotations.NullMarked;
