package io.rutter.http.docker.common;

import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** The version in which a request speaks; routes branch on it only where clients do. */
public final class RequestVersion {
    private static final AttributeKey<ApiVersion> KEY = AttributeKey.create("docker-api-version", ApiVersion.class);

    private RequestVersion() {}

    public static HttpRequest mark(HttpRequest request, ApiVersion version) {
        return request.addAttribute(KEY, version);
    }

    public static ApiVersion of(HttpRequest request) {
        return request.getAttribute(KEY).orElse(ApiVersion.MAX);
    }
}
