/** Rutter: http. */
@NullMarked
package io.rutter.http;

import org.jspecify.annotations.NullMarked;
