/**
 * Programs and processes of the host: started, told apart by more than their number, waited for, signalled, and what system
 * calls they may make.
 */
@NullMarked
package io.rutter.agent.linux.process;

import org.jspecify.annotations.NullMarked;
