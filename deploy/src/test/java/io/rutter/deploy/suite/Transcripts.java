package io.rutter.deploy.suite;

/**
 * A case on one engine: what the case file says, and what happened. Steps that fit are in both as they are expected, so that
 * the difference shows the rest only.
 */
record Transcripts(String expected, String observed) {}
