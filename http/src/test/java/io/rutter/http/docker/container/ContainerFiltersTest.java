package io.rutter.http.docker.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rutter.engine.container.ContainerEvent;
import io.rutter.engine.id.Kind;
import io.rutter.engine.world.World;
import io.rutter.http.Examples;
import io.rutter.http.docker.common.Filters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerFiltersTest {
    private static final ContainerEvent DECLARED = Examples.declared(Examples.spec(Examples.config(List.of("sleep"))));

    @ParameterizedTest
    @CsvSource({
        "name,we,true",
        "name,^/web$,true",
        "name,wob,false",
        "id,c0ff,true",
        "id,0ff,false",
        "label,team=sea,true",
        "label,team,true",
        "label,team=land,false",
        "status,running,true",
        "status,exited,false",
        "health,none,true",
        "publish,8080,true",
        "publish,8000-8090/tcp,true",
        "publish,80,false",
        "publish,8080/udp,false",
        "expose,80/tcp,true",
        "expose,81,false",
        "volume,data,true",
        "volume,/data,true",
        "volume,other,false",
        "network,bridge,true",
        "network,b1b1,true",
        "network,nope,false",
        "is-task,false,true",
        "is-task,true,false",
        "exited,0,false"
    })
    void showsWhatFits(String filter, String value, boolean shown) {
        assertThat(select(filter, value)).hasSize(shown ? 1 : 0);
    }

    @Test
    void refusesStatesThatAreNone() {
        assertThatThrownBy(() -> select("status", "foo")).hasMessage("invalid filter 'status=foo'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Empty string specified for ports.",
                "90-80|Invalid range specified for the Port: 90-80",
                "x|strconv.ParseUint: parsing \"x\": invalid syntax",
                "80-65536|strconv.ParseUint: parsing \"65536\": value out of range"
            })
    void refusesWhatIsNoPort(String port, String words) {
        assertThatThrownBy(() -> select("expose", port))
                .hasMessage("error while looking up for expose " + port + ": " + words);
    }

    @Test
    void onlyWhatRunsHasPorts() {
        var exposed = new Filters(Map.of("expose", Set.of("80")));
        assertThat(new ContainerFilters(world(DECLARED), exposed).select(true, 0))
                .isEmpty();
    }

    @Test
    void anExpressionThatNeverEndsFitsNothing() {
        assertThat(BoundedPattern.finds("(a+)+$", "a".repeat(60) + "!")).isFalse();
    }

    @Test
    void knowsTheClassesOfCharactersThatGoKnows() {
        assertThat(BoundedPattern.finds("^we[[:alpha:]]$", "web")).isTrue();
        assertThat(BoundedPattern.finds("^we[[:^alpha:][:punct:]]$", "web")).isFalse();
        assertThat(BoundedPattern.finds("^we[[:punct:]]b", "we.b")).isTrue();
    }

    @Test
    void withoutAllOnlyThoseThatRunAreShown() {
        World world = world(DECLARED);
        assertThat(new ContainerFilters(world, Filters.NONE).select(false, 0)).isEmpty();
        assertThat(new ContainerFilters(world, Filters.NONE).select(true, 0)).hasSize(1);
        assertThat(new ContainerFilters(world, Filters.NONE).select(false, 5)).hasSize(1);
    }

    private static List<?> select(String filter, String value) {
        World world = world(DECLARED, Examples.startRequested(2), Examples.started(2, 1));
        return new ContainerFilters(world, new Filters(Map.of(filter, Set.of(value)))).select(false, 0);
    }

    private static World world(ContainerEvent... events) {
        World world = World.EMPTY;
        for (ContainerEvent event : events) {
            world = world.with(Examples.entry(world.offset() + 1, Kind.CONTAINER, Examples.WEB.value(), event));
        }
        return world;
    }
}
