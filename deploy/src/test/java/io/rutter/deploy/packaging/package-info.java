/** What people install: the Debian package and the systemd unit in it. */
@NullMarked
package io.rutter.deploy.packaging;

import org.jspecify.annotations.NullMarked;
