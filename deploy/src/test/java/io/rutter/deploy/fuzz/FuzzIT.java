package io.rutter.deploy.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.rutter.deploy.Checkout;
import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Rutter;
import io.rutter.deploy.host.Shell;
import io.rutter.deploy.host.TestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A small round in every test run; `./dev test fuzz N` for more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WORKERS = 4;
    private static final int KEEP_EVERY = 100;
    private static final int RENEW_EVERY = 2_000;
    /** What a warm engine may come to hold more: its log's picture of all that was made and removed. */
    private static final long HEAP_GROWTH_BYTES = 24L * 1024 * 1024;

    private static final int DESCRIPTOR_GROWTH = 60;
    private static final int THREAD_GROWTH = 60;
    private static final int SHOWN = 60;
    private static final Pattern TRACE = Pattern.compile("\\tat |Exception|java\\.(lang|util|io)|io\\.rutter");
    private static final Pattern LOGGED = Pattern.compile("\"request\":\"fuzz-(\\d+)\"");

    private final long seed = Long.getLong("rutter.fuzz.seed", System.nanoTime() % 1_000_000);
    private final long from = Long.getLong("rutter.fuzz.from", 0);
    private final long requests = Long.getLong("rutter.fuzz.requests", 2_000);
    private final Map<String, String> findings = new ConcurrentSkipListMap<>();
    private final Set<Long> refused = ConcurrentHashMap.newKeySet();
    private final AtomicIntegerArray statuses = new AtomicIntegerArray(600);
    private final Map<String, Integer> accepted = new ConcurrentSkipListMap<>();
    private Rutter rutter;
    private Fixtures fixtures;

    @BeforeAll
    void start() {
        rutter = Rutter.start(TestFolder.of("fuzz"));
        fixtures = new Fixtures(rutter);
    }

    @Test
    void answersWhateverIsAskedChangesNothingItRefusesAndDoesNotGrow() throws Exception {
        System.out.println("fuzz: seed " + seed + ", " + requests + " requests from " + from);
        fixtures.renew();
        Fuzzer fuzzer = new Fuzzer(seed, fixtures.names(), fixtures.bodies());
        Footing before = null;
        for (long next = from; next < from + requests; next += KEEP_EVERY) {
            if (next > from && (next - from) % RENEW_EVERY == 0) {
                fixtures.renew();
                fuzzer = new Fuzzer(seed, fixtures.names(), fixtures.bodies());
                before = before == null ? Footing.of(rutter.pid()) : before;
            }
            fixtures.keep();
            send(fuzzer, next, Math.min(next + KEEP_EVERY, from + requests));
        }
        System.out.println("fuzz: " + told());
        checkTraces();
        assertThat(findings.values().stream().limit(SHOWN).collect(Collectors.joining("\n")))
                .as("seed " + seed + ", distinct findings: " + findings.size())
                .isEmpty();
        checkLog();
        fixtures.renew();
        if (before != null) {
            checkGrowth(before, Footing.of(rutter.pid()));
        }
    }

    private void send(Fuzzer fuzzer, long first, long end) {
        try (RawClient client = new RawClient(rutter.socket());
                var workers = Executors.newFixedThreadPool(WORKERS)) {
            for (long number = first; number < end; number++) {
                FuzzRequest request = fuzzer.request(number);
                workers.execute(() -> judge(request, client.send(request)));
            }
        }
    }

    private void judge(FuzzRequest request, RawClient.Answer answer) {
        statuses.incrementAndGet(Math.max(0, answer.status()));
        String head = answer.status() + " "
                + answer.text().replaceFirst("(?s)^.*?\r\n\r\n", "").strip();
        boolean waits = request.endpoint().path().matches(".*/(stop|restart)");
        boolean hung = answer.status() <= 0 && !waits;
        boolean broken = answer.status() == 500;
        boolean refusal = answer.status() >= 400;
        if (hung || broken || (refusal && TRACE.matcher(answer.text()).find())) {
            String key = request.endpoint().method() + " " + request.endpoint().path() + " "
                    + head.replaceAll("[0-9a-f]{12,}|\\d+|\"[^\"]{60,}", "#");
            String shown = head.length() > 300 ? head.substring(0, 300) : head;
            findings.putIfAbsent(key.length() > 120 ? key.substring(0, 120) : key, shown + "\n    " + request);
        }
        if (answer.status() == 200 || answer.status() == 201 || answer.status() == 204) {
            accepted.merge(
                    request.endpoint().method() + " " + request.endpoint().path(), 1, Integer::sum);
        }
        if (refusal && !request.endpoint().mayFailHalfway()) {
            refused.add(request.number());
        }
    }

    /** Nothing refused stands in the event log. */
    private void checkLog() {
        Outcome log = rutter.run(
                LIMIT,
                Map.of(),
                "bash",
                "-c",
                "curl -s --unix-socket \"$SOCKET\" 'http://e/rutter/v1/events?from=1&follow=false'"
                        + " | grep -oE '\"request\":\"fuzz-[0-9]+\"' | sort -u");
        Set<Long> changed = new HashSet<>();
        Matcher matcher = LOGGED.matcher(log.output());
        while (matcher.find()) {
            changed.add(Long.parseLong(matcher.group(1)));
        }
        assertThat(changed)
                .as("something was accepted, else this proves nothing")
                .isNotEmpty();
        changed.retainAll(refused);
        assertThat(changed).as("refused, yet in the log; seed " + seed).isEmpty();
    }

    private void checkTraces() {
        Outcome traces = Shell.run(
                LIMIT,
                "bash",
                "-c",
                "grep -E -B9 -A4 -m200 '^\\s+at io.rutter' \"$0\" | head -n 400",
                rutter.log().toString());
        if (!traces.output().isEmpty()) {
            findings.put("in the engine's log", traces.output());
        }
    }

    private void checkGrowth(Footing before, Footing after) {
        System.out.println("fuzz: before " + before + ", after " + after);
        assertThat(after.heapBytes()).isLessThan(before.heapBytes() + HEAP_GROWTH_BYTES);
        assertThat(after.descriptors()).isLessThan(before.descriptors() + DESCRIPTOR_GROWTH);
        assertThat(after.threads()).isLessThan(before.threads() + THREAD_GROWTH);
    }

    private String told() {
        var counts = new TreeMap<Integer, Integer>();
        for (int status = 0; status < statuses.length(); status++) {
            if (statuses.get(status) > 0) {
                counts.put(status, statuses.get(status));
            }
        }
        return "statuses " + counts + ", accepted " + accepted;
    }

    @AfterAll
    void end() throws IOException {
        if (rutter != null) {
            Path kept = Checkout.root().resolve("deploy/target/fuzz-engine.log");
            Files.copy(rutter.log(), kept, StandardCopyOption.REPLACE_EXISTING);
            rutter.close();
        }
    }
}
