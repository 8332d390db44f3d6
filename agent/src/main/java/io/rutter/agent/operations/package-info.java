/** What streams to and from a node: attaching, logs, commands run inside, files, images; served from the host itself. */
@NullMarked
package io.rutter.agent.operations;

import org.jspecify.annotations.NullMarked;
