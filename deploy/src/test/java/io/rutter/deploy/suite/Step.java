package io.rutter.deploy.suite;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One command of a case.
 *
 * @param expected what both engines answer
 * @param exceptions by engine: what that one answers instead, and why
 */
record Step(String command, Result expected, Map<String, Exception> exceptions) {
    /** @param reason a sentence that goes into the table */
    record Exception(String reason, Result expected) {}

    Step {
        exceptions = new LinkedHashMap<>(exceptions);
    }

    Result expectedOf(String engine) {
        Exception exception = exceptions.get(engine);
        return exception == null ? expected : exception.expected();
    }

    Step answered(String engine, Result result) {
        Exception exception = exceptions.get(engine);
        if (exception == null) {
            return new Step(command, result, exceptions);
        }
        Map<String, Exception> changed = new LinkedHashMap<>(exceptions);
        changed.put(engine, new Exception(exception.reason(), result));
        return new Step(command, expected, changed);
    }
}
