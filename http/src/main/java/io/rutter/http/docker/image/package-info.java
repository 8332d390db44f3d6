/** Docker's API for images and their names. */
@NullMarked
package io.rutter.http.docker.image;

import org.jspecify.annotations.NullMarked;
