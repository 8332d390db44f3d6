/**
 * The log in files of this machine: RocksDB tables, a lock that keeps a second engine out, and a chain of hashes that shows
 * whether anything was changed or lost.
 */
@NullMarked
package io.rutter.persistence.embedded;

import org.jspecify.annotations.NullMarked;
