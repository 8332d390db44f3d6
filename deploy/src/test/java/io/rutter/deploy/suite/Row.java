package io.rutter.deploy.suite;

/**
 * How one case went on one engine.
 *
 * @param outcome in the words of the table
 */
record Row(String engine, String file, String title, Outcome outcome) {
    enum Outcome {
        AS_EXPECTED("as expected"),
        DIFFERS_BY_DESIGN("differs, see note"),
        DIFFERS("**differs**");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** One line of a results file; titles hold no tab. */
    String line() {
        return String.join("\t", engine, file, title, outcome.name());
    }

    static Row parse(String line) {
        String[] parts = line.split("\t", 4);
        return new Row(parts[0], parts[1], parts[2], Outcome.valueOf(parts[3]));
    }
}
