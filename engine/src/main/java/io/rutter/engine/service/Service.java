package io.rutter.engine.service;

import io.rutter.engine.entity.State;
import io.rutter.engine.entity.Wire;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a service is: not there, or there. */
public sealed interface Service extends State permits Service.NoService, LiveService {
    record NoService() implements Service {
        @Override
        public boolean alive() {
            return false;
        }
    }

    /** An address of a service on a network, without prefix. */
    record VirtualIp(String networkId, String address, int prefixLength) implements Wire {}

    /** Where an update, or the way back, has come to. */
    enum UpdateState {
        UPDATING("updating"),
        PAUSED("paused"),
        COMPLETED("completed"),
        ROLLBACK_STARTED("rollback_started"),
        ROLLBACK_PAUSED("rollback_paused"),
        ROLLBACK_COMPLETED("rollback_completed");

        private final String word;

        UpdateState(String word) {
            this.word = word;
        }

        /** As Docker's API has it. */
        public String word() {
            return word;
        }

        /** Whether slots of the old version are being replaced. */
        public boolean active() {
            return this == UPDATING || this == ROLLBACK_STARTED;
        }
    }

    /**
     * The last update.
     *
     * @param completedAt null while it is under way or paused
     */
    record UpdateStatus(
            UpdateState state, Instant startedAt, @Nullable Instant completedAt, String message) implements Wire {}
}
