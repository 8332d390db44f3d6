/**
 * How entities reach the log: Pekko's journal and snapshot plugins in front of the one appender.
 */
@NullMarked
package io.rutter.persistence.journal;

import org.jspecify.annotations.NullMarked;
