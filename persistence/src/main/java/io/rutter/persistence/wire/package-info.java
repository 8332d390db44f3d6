/**
 * How things look in the log: CBOR, under ids and versions that never change, so that classes can be renamed and moved and what
 * was written years ago can still be read.
 */
@NullMarked
package io.rutter.persistence.wire;

import org.jspecify.annotations.NullMarked;
