/**
 * The log told to people: what happened to a thing, who wanted it, what led to what, in plain sentences.
 *
 * <p>Nothing here changes anything: entries go in, sentences come out.
 */
@NullMarked
package io.rutter.engine.story;

import org.jspecify.annotations.NullMarked;
