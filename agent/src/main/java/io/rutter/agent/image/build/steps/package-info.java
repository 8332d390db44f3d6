/**
 * Building: a Dockerfile's instructions carried out one after another, each giving an image that the next is made on.
 *
 * <p>Life of a step: its key is looked up → found, the image it made is taken → else it is carried out in a mounted copy of the
 * image so far, what it wrote becomes a layer, and the new image is kept under the key.
 */
@NullMarked
package io.rutter.agent.image.build.steps;

import org.jspecify.annotations.NullMarked;
