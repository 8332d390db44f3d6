package io.rutter.agent.image.build.steps;

import io.rutter.engine.image.ImageConfig;
import io.rutter.engine.image.ImageConfig.HealthcheckConfig;
import io.rutter.engine.image.ImageConfig.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An image's configuration while instructions change it. */
public final class ImageDraft {
    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

    private String architecture;
    private String variant = "";
    private String author = "";
    private String comment = "";
    private List<String> cmd = List.of();
    private List<String> entrypoint = List.of();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String user = "";
    private String workingDir = "";
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final TreeSet<String> ports = new TreeSet<>();
    private final TreeSet<String> volumes = new TreeSet<>();
    private @Nullable String stopSignal;
    private List<String> shell = List.of();
    private final List<String> onBuild = new ArrayList<>();
    private @Nullable HealthcheckConfig healthcheck;
    private final List<String> diffIds = new ArrayList<>();
    private final List<History> history = new ArrayList<>();
    private boolean ownCommand;

    /** Of nothing. */
    public ImageDraft(String architecture) {
        this.architecture = architecture;
    }

    /** Of an image. */
    public ImageDraft(ImageConfig base) {
        architecture = base.architecture();
        variant = base.variant();
        author = base.author();
        cmd = base.cmd();
        entrypoint = base.entrypoint();
        for (String each : base.env()) {
            int equals = each.indexOf('=');
            environment.put(
                    equals < 0 ? each : each.substring(0, equals), equals < 0 ? "" : each.substring(equals + 1));
        }
        user = base.user();
        workingDir = base.workingDir();
        labels.putAll(base.labels());
        ports.addAll(base.exposedPorts());
        volumes.addAll(base.volumes());
        stopSignal = base.stopSignal();
        shell = base.shell();
        onBuild.addAll(base.onBuild());
        healthcheck = base.healthcheck();
        diffIds.addAll(base.diffIds());
        history.addAll(base.history());
    }

    /** The same configuration, on another image's layers and history. */
    public void on(ImageConfig base) {
        diffIds.clear();
        diffIds.addAll(base.diffIds());
        history.clear();
        history.addAll(base.history());
    }

    /** The configuration as it stands. */
    public ImageConfig finish(Instant created) {
        List<String> env = new ArrayList<>();
        environment.forEach((name, value) -> env.add(name + "=" + value));
        return new ImageConfig(
                architecture,
                "linux",
                variant,
                created,
                author,
                comment,
                cmd,
                entrypoint,
                env,
                user,
                workingDir,
                labels,
                List.copyOf(ports),
                List.copyOf(volumes),
                stopSignal,
                shell,
                onBuild,
                healthcheck,
                diffIds,
                history);
    }

    /** Adds a step that made no layer. */
    public void step(Instant created, String createdBy, String words) {
        history.add(new History(created, createdBy, author, words, true, 0));
    }

    /** Adds a step and the layer it made. */
    public void step(Instant created, String createdBy, String words, String diffId, long sizeBytes) {
        diffIds.add(diffId);
        history.add(new History(created, createdBy, author, words, false, sizeBytes));
    }

    public List<String> diffIds() {
        return List.copyOf(diffIds);
    }

    public Map<String, String> environment() {
        return environment;
    }

    public Map<String, String> labels() {
        return labels;
    }

    public TreeSet<String> ports() {
        return ports;
    }

    public TreeSet<String> volumes() {
        return volumes;
    }

    /** Triggers that a build on this image carries out first; taking them ends them. */
    public List<String> takeTriggers() {
        List<String> triggers = List.copyOf(onBuild);
        onBuild.clear();
        return triggers;
    }

    public void trigger(String instruction) {
        onBuild.add(instruction);
    }

    public List<String> shell() {
        return shell.isEmpty() ? DEFAULT_SHELL : shell;
    }

    public void shell(List<String> words) {
        shell = List.copyOf(words);
    }

    public void cmd(List<String> words) {
        cmd = List.copyOf(words);
    }

    /** Whether CMD was said in this Dockerfile, and not only by its base image. */
    public boolean hasOwnCommand() {
        return ownCommand;
    }

    public void ownCommand(boolean own) {
        ownCommand = own;
    }

    /** An entrypoint of one's own ends a command that came with the base image. */
    public void entrypoint(List<String> words) {
        entrypoint = List.copyOf(words);
        if (!ownCommand) {
            cmd = List.of();
        }
    }

    public String user() {
        return user;
    }

    public void user(String words) {
        user = words;
    }

    public String workingDir() {
        return workingDir;
    }

    public void workingDir(String path) {
        workingDir = path;
    }

    public void author(String words) {
        author = words;
    }

    public void comment(String words) {
        comment = words;
    }

    public void stopSignal(String signal) {
        stopSignal = signal;
    }

    public void healthcheck(HealthcheckConfig check) {
        healthcheck = check;
    }
}
