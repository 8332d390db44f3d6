package io.rutter.agent.image.build.steps;

import io.rutter.agent.image.build.context.Accounts;
import io.rutter.agent.image.build.context.Copier;
import io.rutter.agent.image.build.context.Copier.Owner;
import io.rutter.agent.image.build.context.CopySources;
import io.rutter.agent.image.build.context.CopySources.Found;
import io.rutter.agent.image.build.dockerfile.DockerfileException;
import io.rutter.agent.image.build.dockerfile.Expansion;
import io.rutter.agent.image.build.dockerfile.Instruction.Copy;
import io.rutter.agent.image.build.steps.StageBuild.BaseImage;
import io.rutter.agent.image.build.steps.StageBuild.CopyOrigins;
import io.rutter.agent.image.files.Trees;
import io.rutter.agent.image.store.Rootfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ADD and COPY, ready to be carried out: its files found and digested. Close it to let the image it copies from go. */
final class CopyStep implements AutoCloseable {
    private static final int PERMISSIONS = 07777;

    private final Copy copy;
    private final String destination;
    private final String owner;
    private final List<Found> sources;
    private final @Nullable Path work;
    private final Rootfs.@Nullable Mounted mounted;

    private CopyStep(
            Copy copy,
            String destination,
            String owner,
            List<Found> sources,
            @Nullable Path work,
            Rootfs.@Nullable Mounted mounted) {
        this.copy = copy;
        this.destination = destination;
        this.owner = owner;
        this.sources = sources;
        this.work = work;
        this.mounted = mounted;
    }

    static CopyStep prepare(Workshop shop, Copy copy, ImageDraft draft, Expansion expansion, CopyOrigins stages)
            throws IOException, DockerfileException {
        List<String> names = new ArrayList<>();
        for (String source : copy.sources()) {
            names.add(expansion.word(source));
        }
        String destination = absolute(expansion.word(copy.destination()), draft.workingDir());
        String owner = expansion.word(copy.owner());
        mode(copy.mode());
        if (copy.from().isEmpty()) {
            List<Found> found = find(copy, CopySources.context(shop.context()), names);
            return new CopyStep(copy, destination, owner, severalNeedSlash(copy, found, destination), null, null);
        }
        BaseImage from = stages.find(copy.from());
        List<String> diffIds = from.config() == null ? List.of() : from.config().diffIds();
        shop.lease().hold(diffIds);
        Path work = shop.lease().work();
        Rootfs.Mounted mounted = shop.rootfs().open(work, diffIds, false);
        CopyStep step = new CopyStep(copy, destination, owner, List.of(), work, mounted);
        try {
            List<Found> found = find(copy, CopySources.image(mounted.path()), names);
            return new CopyStep(copy, destination, owner, severalNeedSlash(copy, found, destination), work, mounted);
        } catch (IOException | DockerfileException | RuntimeException e) {
            step.close();
            throw e;
        }
    }

    /** For history and key: what is copied, as digests, and where to. */
    String words() {
        return keyword(copy) + " " + (owner.isEmpty() ? "" : "--chown=" + owner) + CopySources.hash(sources) + " in "
                + destination + " ";
    }

    void copyInto(Path root) throws IOException, DockerfileException {
        Owner owned = owner.isEmpty() ? copy.from().isEmpty() ? Owner.ROOT : null : new Accounts(root).owner(owner);
        Copier copier = new Copier(root, owned, mode(copy.mode()));
        for (Found source : sources) {
            copier.copy(source, destination, copy.unpacks());
        }
    }

    @Override
    public void close() throws IOException {
        if (mounted != null && work != null) {
            mounted.close();
            Trees.remove(work);
        }
    }

    private static List<Found> find(Copy copy, CopySources sources, List<String> names)
            throws IOException, DockerfileException {
        try {
            return sources.find(names);
        } catch (DockerfileException e) {
            throw new DockerfileException(keyword(copy) + " failed: " + e.getMessage());
        }
    }

    private static List<Found> severalNeedSlash(Copy copy, List<Found> found, String destination)
            throws DockerfileException {
        if (found.size() > 1 && !destination.endsWith("/")) {
            throw new DockerfileException("When using " + keyword(copy)
                    + " with more than one source file, the destination must be a directory and end with a /");
        }
        return found;
    }

    private static String keyword(Copy copy) {
        return copy.unpacks() ? "ADD" : "COPY";
    }

    private static String absolute(String destination, String workingDir) {
        boolean slash = destination.endsWith("/") || destination.endsWith("/.") || destination.equals(".");
        String joined = destination.startsWith("/") ? destination : workingDir + "/" + destination;
        String clean = "/" + String.join("/", io.rutter.agent.image.files.Inside.parts(joined));
        return slash && !clean.equals("/") ? clean + "/" : clean;
    }

    private static int mode(String words) throws DockerfileException {
        if (words.isEmpty()) {
            return -1;
        }
        try {
            int mode = Integer.parseInt(words, 8);
            if (mode >= 0 && mode <= PERMISSIONS) {
                return mode;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new DockerfileException(
                "invalid chmod parameter: '" + words + "'. it should be octal string and between 0 and 07777");
    }
}
