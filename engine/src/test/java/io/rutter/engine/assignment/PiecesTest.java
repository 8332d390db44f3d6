package io.rutter.engine.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private final List<byte[]> taken = new ArrayList<>();
    private final Pieces pieces = new Pieces(taken::add);

    @Test
    void whatIsWrittenComesInPiecesOfOneSizeAndARest() throws IOException {
        byte[] bytes = new byte[150_000];
        new Random(1).nextBytes(bytes);
        pieces.write(bytes[0]);
        pieces.write(bytes, 1, bytes.length - 1);
        pieces.flush();
        assertThat(taken).extracting(piece -> piece.length).containsExactly(65_536, 65_536, 18_928);
        var together = new ByteArrayOutputStream();
        for (byte[] piece : taken) {
            together.write(piece);
        }
        assertThat(together.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void nothingIsNoPiece() throws IOException {
        pieces.flush();
        pieces.write(new byte[0]);
        pieces.flush();
        assertThat(taken).isEmpty();
    }
}
