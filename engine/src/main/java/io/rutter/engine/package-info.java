/** What is true, what may happen, and what should happen next. Knows no other module. */
@NullMarked
package io.rutter.engine;

import org.jspecify.annotations.NullMarked;
