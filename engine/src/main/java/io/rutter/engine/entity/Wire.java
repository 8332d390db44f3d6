package io.rutter.engine.entity;

/**
 * Marks a type that is stored or sent: it has a frozen id and version in the wire registry, and is only ever extended by
 * fields with defaults.
 */
public interface Wire {}
