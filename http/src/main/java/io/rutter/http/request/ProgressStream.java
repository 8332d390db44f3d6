package io.rutter.http.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rutter.engine.assignment.ContainerOperations.RefusedException;
import io.rutter.engine.entity.Problem;
import io.rutter.http.docker.common.Answer;
import io.rutter.http.docker.common.DockerJson;
import io.rutter.http.docker.common.Refused;
import io.rutter.http.docker.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that tells how it goes, as Docker's stream of JSON messages. What fails before anything was told is an ordinary answer;
 * later, it is the last message. A client that goes away ends the work; one that reads slowly slows it down.
 */
public final class ProgressStream implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressStream.class);
    private static final int MESSAGES_AHEAD = 256;
    /** A build step's own exit code, which the client exits with. */
    private static final Pattern EXIT_CODE = Pattern.compile("returned a non-zero code: ([0-9]{1,3})$");

    private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(MESSAGES_AHEAD);
    private final Thread worker;
    private @Nullable Message first;
    private boolean over;

    /** What is done; it may block. */
    @FunctionalInterface
    public interface Work {
        void run(Consumer<ObjectNode> tell) throws IOException;
    }

    private sealed interface Message {
        record Told(ObjectNode json) implements Message {}

        record Failed(Problem problem) implements Message {}

        record Ended() implements Message {}
    }

    private ProgressStream(Work work) {
        this.worker = Thread.ofVirtual().name("api-progress").unstarted(() -> work(work));
    }

    /** Starts the work, and answers once there is something to tell. */
    public static CompletionStage<HttpResponse> answer(Work work) {
        return Blocking.respond(() -> {
            var stream = new ProgressStream(work);
            stream.worker.start();
            Message message = stream.take();
            if (message instanceof Message.Failed failed) {
                return Answer.problem(failed.problem());
            }
            stream.first = message;
            return Answer.jsonStream(Blocking.source(stream, ProgressStream::next));
        });
    }

    private void work(Work work) {
        try {
            work.run(json -> put(new Message.Told(json)));
            put(new Message.Ended());
        } catch (RefusedException refused) {
            put(new Message.Failed(refused.problem()));
        } catch (Refused refused) {
            put(new Message.Failed(refused.problem()));
        } catch (GoneException _) {
            LOG.debug("the client is gone, its work is given up");
        } catch (IOException | RuntimeException e) {
            LOG.warn("work for a client failed", e);
            put(new Message.Failed(new Problem.Broken(String.valueOf(e.getMessage()))));
        }
    }

    private void put(Message message) {
        try {
            queue.put(message);
        } catch (InterruptedException _) {
            throw new GoneException();
        }
    }

    private Message take() throws IOException {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IOException("interrupted while waiting for progress", e);
        }
    }

    private @Nullable ByteString next() throws IOException {
        if (over) {
            return null;
        }
        Message message = first == null ? take() : first;
        first = null;
        return switch (message) {
            case Message.Told told -> DockerJson.write(told.json());
            case Message.Failed failed -> {
                over = true;
                yield DockerJson.write(error(failed.problem().message()));
            }
            case Message.Ended _ -> null;
        };
    }

    private static ObjectNode error(String message) {
        ObjectNode json = Json.object();
        ObjectNode detail = json.putObject("errorDetail").put("message", message);
        Matcher code = EXIT_CODE.matcher(message);
        if (code.find()) {
            detail.put("code", Integer.parseInt(code.group(1)));
        }
        return json.put("error", message);
    }

    @Override
    public void close() {
        worker.interrupt();
    }

    /** The client went away while something was to be told. */
    private static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GoneException() {
            super("the client is gone", null, false, false);
        }
    }
}
