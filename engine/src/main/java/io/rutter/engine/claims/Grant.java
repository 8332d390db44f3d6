package io.rutter.engine.claims;

import java.util.List;

/** What a demand got. It is held for the command until the log folds the event that claims it. */
public sealed interface Grant {
    record GrantedName(String name) implements Grant {}

    record GrantedAddress(String address, int prefixLength) implements Grant {}

    record GrantedPort(int port) implements Grant {}

    record GrantedSubnet(String cidr) implements Grant {}

    /** There was nothing to choose: it is simply so. */
    record Granted() implements Grant {}

    /** In the order of the demands. */
    record GrantedAll(List<Grant> grants) implements Grant {
        public GrantedAll {
            grants = List.copyOf(grants);
        }
    }
}
