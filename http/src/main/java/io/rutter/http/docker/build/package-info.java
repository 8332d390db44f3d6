/** Docker's classic way to build: a context goes in, progress and an image come out. */
@NullMarked
package io.rutter.http.docker.build;

import org.jspecify.annotations.NullMarked;
