/**
 * What a user says of a container: what to run, on what terms with the host, on which networks. Stored whole from the first day;
 * what is missing in an older record means empty.
 */
@NullMarked
package io.rutter.engine.container.spec;

import org.jspecify.annotations.NullMarked;
