package io.rutter.agent.volume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which containers have which folders mounted. */
final class VolumeUsers {
    private final Map<VolumeFolder, Set<String>> users = new HashMap<>();

    synchronized void use(VolumeFolder folder, String containerId) {
        users.computeIfAbsent(folder, _ -> new HashSet<>()).add(containerId);
    }

    synchronized boolean areThereAny(VolumeFolder folder) {
        return users.containsKey(folder);
    }

    /** Names of the volumes that a container has. */
    synchronized List<String> names(String containerId) {
        return users.entrySet().stream()
                .filter(entry -> entry.getValue().contains(containerId))
                .map(entry -> entry.getKey().name())
                .distinct()
                .toList();
    }

    /** A container lets go of all folders of a name; gives those that nobody uses any more. */
    synchronized List<VolumeFolder> release(String name, String containerId) {
        var free = new ArrayList<VolumeFolder>();
        users.forEach((folder, containers) -> {
            if (folder.name().equals(name) && containers.remove(containerId) && containers.isEmpty()) {
                free.add(folder);
            }
        });
        free.forEach(users::remove);
        return free;
    }

    /** The folder lies elsewhere now. */
    synchronized void moved(VolumeFolder from, VolumeFolder to) {
        Set<String> containers = users.remove(from);
        if (containers != null) {
            users.put(to, containers);
        }
    }
}
