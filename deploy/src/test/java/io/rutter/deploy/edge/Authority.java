package io.rutter.deploy.edge;

import io.rutter.deploy.host.Outcome;
import io.rutter.deploy.host.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An authority of its own in a folder, made by openssl, and what it signs: NAME.pem with NAME-key.pem. */
record Authority(Path folder) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static Authority in(Path folder) {
        Authority authority = new Authority(folder);
        authority.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=authority"
                + " -keyout ca-key.pem -out ca.pem");
        return authority;
    }

    /** @param extensions lines of openssl's configuration */
    void sign(String name, String subject, String... extensions) {
        sign(name, subject, 2, extensions);
    }

    void sign(String name, String subject, int days, String... extensions) {
        List<String> command = new ArrayList<>(
                List.of("bash", "-ec", """
                cd "$1"; name=$2; subject=$3; days=$4; shift 4; printf '%s\\n' "$@" > "$name.ext"
                openssl req -newkey rsa:2048 -nodes -subj "$subject" -keyout "$name-key.pem" -out "$name.csr"
                openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days "$days" \\
                    -extfile "$name.ext" -out "$name.pem"
                """, "sign", folder.toString(), name, subject, Integer.toString(days)));
        command.addAll(List.of(extensions));
        check(Shell.run(LIMIT, command.toArray(String[]::new)));
    }

    void openssl(String arguments) {
        check(Shell.run(LIMIT, "bash", "-ec", "cd \"$1\"; openssl " + arguments, "openssl", folder.toString()));
    }

    private static void check(Outcome outcome) {
        if (!outcome.isFine()) {
            throw new IllegalStateException("openssl: " + outcome.output());
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
