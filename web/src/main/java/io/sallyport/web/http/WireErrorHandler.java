// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import io.sallyport.web.aws.Action;
import io.sallyport.web.aws.AnswerFormat;
import io.sallyport.web.aws.WireError;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is no HTTP reaches no route; it is refused in AWS's XML too, and with nothing of the server's insides. */
final class WireErrorHandler extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        String reason = HttpStatus.getMessage(status);
        boolean sender = status < 500 || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
        WireError error = new WireError(
                status, reason.replace(" ", ""), reason, sender ? WireError.Fault.SENDER : WireError.Fault.RECEIVER);
        String requestId = UUID.randomUUID().toString();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, AnswerFormat.XML.mediaType());
        response.getHeaders().put(Exchange.REQUEST_ID, requestId);
        String body = Action.writeError(null, error, requestId);
        Content.Sink.write(response, true, body, callback);
        return true;
    }
}
