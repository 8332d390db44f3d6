/** Rutter: persistence. */
@NullMarked
package io.rutter.persistence;

import org.jspecify.annotations.NullMarked;
