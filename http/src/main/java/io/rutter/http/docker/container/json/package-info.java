/**
 * A container as Docker shows it: in a list, and in full when it is inspected.
 */
@NullMarked
package io.rutter.http.docker.container.json;

import org.jspecify.annotations.NullMarked;
