// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import io.sallyport.web.aws.AnswerFormat;
import io.sallyport.web.aws.AwsEndpoint;
import io.sallyport.web.aws.AwsEndpoint.Answer;
import io.sallyport.web.aws.WireException;
import io.sallyport.web.aws.cloudtrail.CloudTrailEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The AWS API, {@code POST /} and {@code GET /?Action=…}, in front of everything else: sessions, filters and routes, which it has no use for, would
 * take as long as its answer does.
 */
public final class AwsHandler extends Handler.Wrapper {
    private static final Map<AnswerFormat, HttpField> TYPES = Arrays.stream(AnswerFormat.values())
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(),
                    format -> new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, format.mediaType())));

    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.1");

    private static final String TARGET = "X-Amz-Target";
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final HttpFields ALWAYS = Guard.HEADERS.entrySet().stream()
            .map(entry -> new PreEncodedHttpField(entry.getKey(), entry.getValue()))
            .collect(HttpFields::build, HttpFields.Mutable::add, (one, other) -> one.add(other))
            .asImmutable();

    private static final Pattern ACTION = Pattern.compile("(^|&)Action=");

    private final AwsEndpoint endpoint;
    private final CloudTrailEndpoint cloudTrail;
    private final Guard guard;
    private final Proxies proxies;

    public AwsHandler(AwsEndpoint endpoint, CloudTrailEndpoint cloudTrail, Guard guard, Proxies proxies) {
        this.endpoint = endpoint;
        this.cloudTrail = cloudTrail;
        this.guard = guard;
        this.proxies = proxies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!isMeant(request)) {
            return super.handle(request, response, callback);
        }
        @Nullable String target = request.getHeaders().get(TARGET);
        // A form is of the Query protocol, whatever else its headers say.
        if (target != null && !isForm(request)) {
            answerInJson(target, request, response, callback);
            return true;
        }
        Answer answer = answer(request);
        response.setStatus(answer.status());
        response.getHeaders().add(ALWAYS).add(TYPES.get(answer.format())).add(Exchange.REQUEST_ID, answer.requestId());
        response.write(true, ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static boolean isForm(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length());
    }

    private static boolean isMeant(Request request) {
        if (!"/".equals(request.getHttpURI().getPath())) {
            return false;
        }
        return switch (request.getMethod()) {
            case "POST" -> true;
            case "GET" -> isQuery(request.getHttpURI().getQuery());
            default -> false;
        };
    }

    /** People who open the server's root come without these. */
    private static boolean isQuery(@Nullable String query) {
        return query != null && (ACTION.matcher(query).find() || query.contains("X-Amz-"));
    }

    private Answer answer(Request request) {
        try {
            guard(request);
            return endpoint.handle(Exchange.message(request), Exchange.facts(request, proxies));
        } catch (WireException unread) {
            return AwsEndpoint.refuse(unread, endpoint.newRequestId());
        }
    }

    /** @throws WireException if it may not come in at all */
    private void guard(Request request) {
        HttpFields headers = request.getHeaders();
        guard.refusal(
                        request.getMethod(),
                        headers.get(HttpHeader.HOST),
                        headers.get(HttpHeader.ORIGIN),
                        () -> Exchange.secure(request, proxies))
                .ifPresent(refusal -> {
                    throw new WireException(refusal);
                });
    }

    /** JSON 1.1: the operation is in a header. */
    private void answerInJson(String target, Request request, Response response, Callback callback) {
        String requestId = endpoint.newRequestId();
        CloudTrailEndpoint.Answer answer;
        try {
            guard(request);
            answer = cloudTrail.handle(target, Exchange.message(request), Exchange.facts(request, proxies), requestId);
        } catch (WireException unread) {
            answer = CloudTrailEndpoint.refuse(unread);
        }
        response.setStatus(answer.status());
        response.getHeaders().add(ALWAYS).add(JSON).add(Exchange.REQUEST_ID, requestId);
        if (!answer.errorType().isEmpty()) {
            response.getHeaders().add("x-amzn-ErrorType", answer.errorType());
        }
        response.write(true, ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)), callback);
    }
}
