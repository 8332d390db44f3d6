package io.rutter.agent.reconcile;

import io.rutter.agent.volume.VolumeHost;
import io.rutter.agent.volume.VolumeLife;
import io.rutter.agent.volume.WantedVolume;
import io.rutter.engine.assignment.AssignmentSource;
import io.rutter.engine.assignment.VolumeAssignment;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a node's volumes as the log has them. A folder belongs to one life of its name: a volume that was removed and made again
 * is another one, and never sees the files of the first.
 */
final class VolumeKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeKeeper.class);

    private final VolumeHost volumes;
    private final AssignmentSource assignments;
    private final LogIdentity log;

    VolumeKeeper(VolumeHost volumes, AssignmentSource assignments, LogIdentity log) {
        this.volumes = volumes;
        this.assignments = assignments;
        this.log = log;
    }

    /**
     * An engine that died may have left files of what is removed, and not have made what is there.
     *
     * @return names of all volumes to be looked at: those that are here and those that shall be
     */
    Set<String> firstLook() throws IOException {
        volumes.clear();
        var names = new TreeSet<>(assignments.all().volumes().keySet());
        names.addAll(volumes.list());
        return names;
    }

    /** Makes a volume, or removes what it has left. */
    void look(String name) throws IOException {
        // Read first: a life that lies here and is then not wanted is over, whatever is made meanwhile.
        Optional<VolumeLife> there = volumes.life(name);
        Optional<WantedVolume> wanted = wanted(name);
        if (wanted.isPresent()) {
            volumes.ensure(name, wanted.get());
        } else if (there.isPresent() && !there.get().logId().equals(log.logId())) {
            LOG.warn("Volume {} belongs to another log and is left alone", name);
        } else {
            volumes.remove(name, there);
        }
    }

    /** A volume that shall be there. */
    Optional<WantedVolume> wanted(String name) {
        return assignments.volume(name).map(this::wanted);
    }

    private WantedVolume wanted(VolumeAssignment volume) {
        return new WantedVolume(new VolumeLife(log.logId(), volume.incarnation()), volume.options());
    }
}
