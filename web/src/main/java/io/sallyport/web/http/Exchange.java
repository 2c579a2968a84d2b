// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import io.javalin.http.Context;
import io.sallyport.core.Bytes;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.web.aws.AwsEndpoint.Answer;
import io.sallyport.web.aws.HttpMessage;
import io.sallyport.web.aws.QueryRequest;
import io.sallyport.web.aws.WireError;
import io.sallyport.web.aws.WireException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Javalin's request in our words. */
public final class Exchange {
    /** Where AWS repeats the id that its XML ends with. */
    static final String REQUEST_ID = "x-amzn-RequestId";

    private static final String MESSAGE = "message";

    private Exchange() {}

    /**
     * The message as a signature covers it, the same however often it is asked for. One byte more than the largest body
     * is read, so that a reader can tell.
     *
     * @throws WireException IncompleteBody 400 if it breaks off
     */
    public static HttpMessage message(Context context) {
        HttpMessage read = context.attribute(MESSAGE);
        if (read == null) {
            read = read(context);
            context.attribute(MESSAGE, read);
        }
        return read;
    }

    private static HttpMessage read(Context context) {
        return new HttpMessage(
                context.req().getMethod(),
                context.req().getRequestURI(),
                query(context),
                headers(context),
                Bytes.of(body(context.req()::getInputStream)));
    }

    /** The message as a signature covers it but for its body, which is still to come: to be asked who may be calling. */
    public static HttpMessage head(Context context) {
        return without(context, "");
    }

    /** Of a body that somebody else has read. */
    static void setMessage(Context context, String bodyHash) {
        context.attribute(MESSAGE, without(context, bodyHash));
    }

    private static HttpMessage without(Context context, String bodyHash) {
        return new HttpMessage(
                context.req().getMethod(),
                context.req().getRequestURI(),
                query(context),
                headers(context),
                Bytes.empty(),
                bodyHash);
    }

    private static String query(Context context) {
        String query = context.req().getQueryString();
        return query == null ? "" : query;
    }

    private static List<HttpMessage.Header> headers(Context context) {
        List<HttpMessage.Header> headers = new ArrayList<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            for (String value : Collections.list(context.req().getHeaders(name))) {
                headers.add(new HttpMessage.Header(name, value));
            }
        }
        return headers;
    }

    /** As {@link #message(Context)}, where Jetty's request has come to us as it is. */
    static HttpMessage message(Request request) {
        List<HttpMessage.Header> headers = new ArrayList<>(request.getHeaders().size());
        for (HttpField field : request.getHeaders()) {
            headers.add(new HttpMessage.Header(field.getName(), field.getValue() == null ? "" : field.getValue()));
        }
        String query = request.getHttpURI().getQuery();
        return new HttpMessage(
                request.getMethod(),
                request.getHttpURI().getPath(),
                query == null ? "" : query,
                headers,
                Bytes.of(body(() -> Request.asInputStream(request))));
    }

    @FunctionalInterface
    private interface Body {
        InputStream open() throws IOException;
    }

    private static byte[] body(Body body) {
        try {
            return body.open().readNBytes(QueryRequest.MAX_BODY + 1);
        } catch (IOException | HttpException.RuntimeException cutOff) {
            throw incomplete();
        }
    }

    static WireException incomplete() {
        return new WireException(new WireError(
                400,
                "IncompleteBody",
                "The request's body ended before its length or its last chunk.",
                WireError.Fault.SENDER));
    }

    /** Answers as AWS does. */
    public static void answer(Context context, Answer answer) {
        context.status(answer.status())
                .contentType(answer.format().mediaType())
                .header(REQUEST_ID, answer.requestId())
                .result(answer.body());
    }

    public static RequestFacts facts(Context context, Proxies proxies, @Nullable String region) {
        return new RequestFacts(
                client(context, proxies),
                secure(context, proxies),
                context.userAgent(),
                context.header("Referer"),
                region);
    }

    static RequestFacts facts(Request request, Proxies proxies) {
        HttpFields headers = request.getHeaders();
        List<String> forwarded = headers.getValuesList("X-Forwarded-For");
        return new RequestFacts(
                proxies.client(
                        Request.getRemoteAddr(request), forwarded.isEmpty() ? null : String.join(",", forwarded)),
                secure(request, proxies),
                headers.get(HttpHeader.USER_AGENT),
                headers.get(HttpHeader.REFERER),
                null);
    }

    static boolean secure(Request request, Proxies proxies) {
        return proxies.secure(
                Request.getRemoteAddr(request),
                request.isSecure(),
                request.getHeaders().get("X-Forwarded-Proto"));
    }

    /** The client's address, looked up behind trusted proxies. */
    public static String client(Context context, Proxies proxies) {
        List<String> forwarded = Collections.list(context.req().getHeaders("X-Forwarded-For"));
        return proxies.client(context.req().getRemoteAddr(), forwarded.isEmpty() ? null : String.join(",", forwarded));
    }

    public static boolean secure(Context context, Proxies proxies) {
        return proxies.secure(
                context.req().getRemoteAddr(), context.req().isSecure(), context.header("X-Forwarded-Proto"));
    }
}
