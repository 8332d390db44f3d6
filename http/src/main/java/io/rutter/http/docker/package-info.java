/** The Docker Engine API, as its clients know it: the tree of routes, with and without a version in the path. */
@NullMarked
package io.rutter.http.docker;

import org.jspecify.annotations.NullMarked;
