/** Commands that ask an engine over its socket: why, history, log, rerun, journal. */
@NullMarked
package io.rutter.deploy.client;

import org.jspecify.annotations.NullMarked;
