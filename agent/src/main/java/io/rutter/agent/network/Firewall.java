package io.rutter.agent.network;

import io.rutter.agent.linux.network.Nft;
import io.rutter.agent.network.rules.Picture;
import io.rutter.agent.network.rules.RuleBook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's table on the host, kept equal to a picture. Changes that come while a transaction runs share the next one, so
 * a hundred concurrent starts cost few.
 */
final class Firewall {
    private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);

    private final RuleBook book;
    private final ReentrantLock turn = new ReentrantLock();
    private final Object pen = new Object();

    private final AtomicBoolean soon = new AtomicBoolean();

    private Picture wanted = Picture.EMPTY;
    private Picture real = Picture.EMPTY;
    private boolean open;
    private boolean written;

    Firewall(RuleBook book) {
        this.book = book;
    }

    /** From now on the kernel follows the picture; until then what stands there is left as it is. */
    void open() throws IOException {
        turn.lock();
        try {
            open = true;
            write();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Changes the picture at once and the kernel soon: taking away is three times as slow as adding, and nobody waits for it.
     * Whatever is changed later is written later, or together with this.
     */
    void changeSoon(UnaryOperator<Picture> change) {
        draw(change);
        if (soon.compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> {
                soon.set(false);
                try {
                    change(UnaryOperator.identity());
                } catch (IOException e) {
                    LOG.error("The firewall could not be written", e);
                }
            });
        }
    }

    private void draw(UnaryOperator<Picture> change) {
        synchronized (pen) {
            wanted = change.apply(wanted);
        }
    }

    /** Changes the picture and returns when the kernel has it. */
    void change(UnaryOperator<Picture> change) throws IOException {
        draw(change);
        turn.lock();
        try {
            write();
        } finally {
            turn.unlock();
        }
    }

    /** Writes the whole table, whatever is there. */
    void rewrite() throws IOException {
        turn.lock();
        try {
            written = false;
            write();
        } finally {
            turn.unlock();
        }
    }

    /** Takes the table away. */
    void remove() throws IOException {
        turn.lock();
        try {
            open = false;
            written = false;
            Nft.apply(book.nothing());
        } finally {
            turn.unlock();
        }
    }

    private void write() throws IOException {
        if (!open) {
            return;
        }
        Picture next;
        synchronized (pen) {
            next = wanted;
        }
        if (!written) {
            whole(next);
            return;
        }
        String script = book.change(real, next);
        if (script.isEmpty()) {
            real = next;
            return;
        }
        try {
            Nft.apply(script);
            real = next;
        } catch (IOException e) {
            LOG.warn("A change of the firewall failed, so the whole table is written anew", e);
            whole(next);
        }
    }

    private void whole(Picture next) throws IOException {
        Nft.apply(book.whole(next));
        real = next;
        written = true;
    }

    /** Whether the kernel follows the picture yet. */
    boolean isOpen() {
        turn.lock();
        try {
            return open;
        } finally {
            turn.unlock();
        }
    }

    /** Bridges that the picture has. */
    List<String> bridges() {
        synchronized (pen) {
            return new ArrayList<>(wanted.bridges().keySet());
        }
    }
}
