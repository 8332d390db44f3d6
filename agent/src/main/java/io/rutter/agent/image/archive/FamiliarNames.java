package io.rutter.agent.image.archive;

/** Names as people write them, and in full. */
final class FamiliarNames {
    private static final String HUB = "docker.io/";
    private static final String LIBRARY = "library/";

    private FamiliarNames() {}

    /** {@code docker.io/library/web:1} as {@code web:1}. */
    static String familiar(String name) {
        String rest = name.startsWith(HUB) ? name.substring(HUB.length()) : name;
        return rest.startsWith(LIBRARY) && !rest.equals(name) ? rest.substring(LIBRARY.length()) : rest;
    }

    /** The inverse of {@link #familiar}. */
    static String full(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return HUB + LIBRARY + name;
        }
        String first = name.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host ? name : HUB + name;
    }
}
