/** Other clients than the docker CLI: they send and read the same API in ways of their own. */
@NullMarked
package io.rutter.deploy.voices;

import org.jspecify.annotations.NullMarked;
