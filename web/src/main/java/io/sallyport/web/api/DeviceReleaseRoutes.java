// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.OwnFactor;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UserName;
import java.util.List;

/**
 * Lets a user's devices be tried again that rest after wrong codes, or are locked for good. Whoever has a device releases
 * her own in a session opened with one only: else whoever found her access key could guess without end.
 */
public final class DeviceReleaseRoutes {
    private static final String ACTION = "sallyport:ReleaseMFADevice";

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final Authorizer authorizer;
    private final MfaRegistry registry;

    public DeviceReleaseRoutes(ApiRecorder recorder, ApiCallers callers, Authorizer authorizer, MfaRegistry registry) {
        this.recorder = recorder;
        this.callers = callers;
        this.authorizer = authorizer;
        this.registry = registry;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.POST, "/api/v1/users/{name}/devices/release", this::release));
    }

    private void release(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        UserName name = new UserName(context.pathParam("name"));
        MfaSerial serial = JsonBody.of(context, "serial")
                .optional("serial")
                .map(MfaSerial::new)
                .orElse(null);
        ObjectNode parameters = EventRecord.json().put("userName", name.value());
        if (serial != null) {
            parameters.put("serialNumber", serial.value());
        }
        recorder.change(new ApiRecorder.Asked(proven, "ReleaseMFADevice", parameters), account -> {
            Caller caller = proven.caller(account);
            User user = account.users().require(name);
            authorizer.require(account, caller, ACTION, user.arn(account.id()).toString(), proven.facts());
            OwnFactor.require(account, caller, user.id());
            registry.release(account.mfaDevices(), user.id(), serial);
            return true;
        });
        context.status(204);
    }
}
