/** The real host, for whole-system tests: commands run, engines started and ended, leftovers counted. */
@NullMarked
package io.rutter.deploy.host;

import org.jspecify.annotations.NullMarked;
