/**
 * What shall run, how often and how it is reached; the engine keeps it so.
 *
 * <p>Life: none → live → none. Each change is a new version of the specification; one that changes what a task is starts a
 * rolling update, which completes, pauses or is rolled back. The tasks are containers of their own.
 */
@NullMarked
package io.rutter.engine.service;

import org.jspecify.annotations.NullMarked;
