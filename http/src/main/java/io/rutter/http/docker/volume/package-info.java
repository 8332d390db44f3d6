/** Docker's API for volumes. */
@NullMarked
package io.rutter.http.docker.volume;

import org.jspecify.annotations.NullMarked;
