package io.rutter.agent.runtime;

import java.time.Instant;

/**
 * The end of a run. Its evidence stays on disk until the run is deleted.
 *
 * @param exitCode 0 to 255; 255 when nobody was left to see it
 * @param codeKnown false when the monitor had been killed before the process ended
 * @param oomKilled whether the kernel killed a process of it for want of memory
 * @param at when it ended
 */
public record RunExit(RunStamp stamp, int exitCode, boolean codeKnown, boolean oomKilled, Instant at) {}
