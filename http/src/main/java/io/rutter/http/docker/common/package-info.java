/** What all routes of the Docker API share: errors, versions, filters, JSON, stream frames. */
@NullMarked
package io.rutter.http.docker.common;

import org.jspecify.annotations.NullMarked;
