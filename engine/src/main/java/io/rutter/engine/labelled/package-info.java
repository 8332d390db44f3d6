/**
 * What secrets and configs have in common: a name that is taken once, labels that may change, and data that may not.
 */
@NullMarked
package io.rutter.engine.labelled;

import org.jspecify.annotations.NullMarked;
