/**
 * Docker's JSON: how bodies are read, with Docker's words for what is wrong in them, and how answers are put together.
 *
 * <p>Field names are Docker's and are matched as Go matches them: without regard to case, the last of two winning.
 */
@NullMarked
package io.rutter.http.docker.json;

import org.jspecify.annotations.NullMarked;
