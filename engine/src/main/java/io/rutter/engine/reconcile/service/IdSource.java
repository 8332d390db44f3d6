package io.rutter.engine.reconcile.service;

import io.rutter.engine.id.ContainerId;

/** Where planners get new ids from; seeded in tests. */
public interface IdSource {
    /** 25 characters, as swarm's ids are. */
    String shortId();

    ContainerId containerId();
}
