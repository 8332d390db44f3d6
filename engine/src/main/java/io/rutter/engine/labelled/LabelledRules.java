package io.rutter.engine.labelled;

import io.rutter.engine.claims.Demand;
import io.rutter.engine.entity.Decision;
import io.rutter.engine.entity.Problem;
import io.rutter.engine.entity.SwarmRefusal;
import io.rutter.engine.id.Kind;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Their rules. The noun gives its kind and the event that says it happened.
 *
 * @param kind whose word stands in the refusals
 */
public record LabelledRules(Kind kind) {
    public <E> Decision<E> absent(String id) {
        return Decision.refuse(new Problem.NotFound(kind.word() + " " + id + " not found"));
    }

    public <E> Decision<E> taken(String name) {
        return Decision.refuse(new Problem.Conflict(takenWords(name)));
    }

    public <E> Decision<E> create(LabelledSpec<?> spec, E created) {
        String wrong = spec.wrong();
        if (wrong != null) {
            return Decision.refuse(SwarmRefusal.invalid(wrong));
        }
        return Decision.need(
                new Demand.FreeName(kind, List.of(spec.name()), takenWords(spec.name())),
                _ -> Decision.accept(created));
    }

    /**
     * @param version that the writer knew
     * @param relabelled the event, by the version that follows
     */
    public <S extends LabelledSpec<S>, E> Decision<E> relabel(
            Labelled<S> live, long version, S spec, LongFunction<E> relabelled) {
        if (!spec.name().equals(live.spec().name()) || !spec.keepsDataOf(live.spec())) {
            return Decision.refuse(SwarmRefusal.invalid("only updates to Labels are allowed"));
        }
        if (version != live.version()) {
            return Decision.refuse(SwarmRefusal.outOfSequence());
        }
        return Decision.accept(relabelled.apply(live.version() + 1));
    }

    public <E> Decision<E> remove(Labelled<?> live, E removed) {
        String name = live.spec().name();
        return Decision.need(
                new Demand.NobodyUses(
                        kind,
                        live.id(),
                        services -> SwarmRefusal.invalid(
                                kind.word() + " '" + name + "' is in use by the following service: " + services)),
                _ -> Decision.accept(removed));
    }

    private String takenWords(String name) {
        return SwarmRefusal.words("AlreadyExists", kind.word() + " " + name + " already exists");
    }
}
