/**
 * What a Dockerfile says: text to instructions, words with their variables filled in. Nothing here touches a file or an image.
 */
@NullMarked
package io.rutter.agent.image.build.dockerfile;

import org.jspecify.annotations.NullMarked;
