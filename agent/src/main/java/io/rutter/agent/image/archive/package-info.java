/**
 * Images in one tar: Docker's archive and OCI's layout, read and written.
 */
@NullMarked
package io.rutter.agent.image.archive;

import org.jspecify.annotations.NullMarked;
