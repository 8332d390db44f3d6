/** Docker's API for networks. */
@NullMarked
package io.rutter.http.docker.network;

import org.jspecify.annotations.NullMarked;
