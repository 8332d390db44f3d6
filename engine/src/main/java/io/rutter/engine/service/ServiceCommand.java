package io.rutter.engine.service;

import io.rutter.engine.claims.AddressPool;
import io.rutter.engine.service.Service.UpdateState;
import io.rutter.engine.service.spec.ServiceSpec;
import java.util.List;

/** What may be asked of a service. */
public sealed interface ServiceCommand {
    /**
     * Brings a service into being.
     *
     * @param spec with networks, secrets and configs by id
     * @param networks where it needs a virtual address
     */
    record CreateService(ServiceSpec spec, List<AddressPlan> networks) implements ServiceCommand {
        public CreateService {
            networks = List.copyOf(networks);
        }
    }

    /**
     * Declares it anew. Refuses: NotFound, Conflict when somebody else was quicker.
     *
     * @param version which the writer knew
     */
    record UpdateService(long version, ServiceSpec spec, List<AddressPlan> networks) implements ServiceCommand {
        public UpdateService {
            networks = List.copyOf(networks);
        }
    }

    /**
     * Declares it as it was before. Refuses: Invalid when there is nothing before.
     *
     * @param version which the writer knew; 0 for whatever it is
     * @param automatic by an update that failed, rather than by a user
     * @param message why, for people
     */
    record RollBackService(long version, boolean automatic, String message, List<AddressPlan> networks)
            implements ServiceCommand {
        public RollBackService {
            networks = List.copyOf(networks);
        }
    }

    /** Where its update has come to. */
    record NoteUpdate(long version, UpdateState state, String message) implements ServiceCommand {}

    /** Its tasks go too. Refuses: NotFound. */
    record RemoveService() implements ServiceCommand {}

    /** A network on which the service needs a virtual address, and where that may come from. */
    record AddressPlan(String networkId, List<AddressPool> pools) {
        public AddressPlan {
            pools = List.copyOf(pools);
        }
    }
}
