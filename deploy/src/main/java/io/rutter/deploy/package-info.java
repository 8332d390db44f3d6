/** Rutter: deploy. */
@NullMarked
package io.rutter.deploy;

import org.jspecify.annotations.NullMarked;
