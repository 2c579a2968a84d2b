// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.Claimant;
import io.sallyport.core.mfa.CodeAnswer;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UserName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Codes of people whose passwords are kept elsewhere: another program asks whether this is a code of that user's now. It
 * is told yes or no; that there is no such user, that the code was used or that the device rests is a no like any other,
 * in status, text and time.
 */
public final class CodeRoutes {
    private static final String ACTION = "sallyport:VerifyCode";

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final Authorizer authorizer;
    private final MfaRegistry registry;

    public CodeRoutes(ApiRecorder recorder, ApiCallers callers, Authorizer authorizer, MfaRegistry registry) {
        this.recorder = recorder;
        this.callers = callers;
        this.authorizer = authorizer;
        this.registry = registry;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.POST, "/api/v1/users/{name}/codes/verify", this::verify));
    }

    /** @param serial of which device it was; with its method missing where it was of none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record VerifiedJson(
            boolean accepted,
            @Nullable String serial,
            @Nullable String method) {
        static VerifiedJson of(CodeAnswer answer) {
            return answer.evidence()
                    .map(shown -> new VerifiedJson(
                            true, shown.serial().value(), shown.method().conditionValue()))
                    .orElseGet(() -> new VerifiedJson(false, null, null));
        }

        ObjectNode told() {
            ObjectNode told = EventRecord.json().put("accepted", accepted);
            return serial == null ? told : told.put("serialNumber", serial);
        }
    }

    private void verify(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        JsonBody body = JsonBody.of(context, "serial", "code");
        UserName name = new UserName(context.pathParam("name"));
        List<MfaSerial> serials =
                body.optional("serial").map(MfaSerial::new).map(List::of).orElse(List.of());
        String code = body.required("code");
        ObjectNode parameters = EventRecord.json().put("userName", name.value());
        serials.forEach(serial -> parameters.put("serialNumber", serial.value()));
        context.json(recorder.change(
                new ApiRecorder.Asked(proven, "VerifyCode", parameters),
                account -> {
                    // By name alone: a path would tell who there is.
                    authorizer.require(
                            account,
                            proven.caller(account),
                            ACTION,
                            account.id().iam("user/" + name).toString(),
                            proven.facts());
                    return VerifiedJson.of(
                            registry.tryCode(account.mfaDevices(), claimant(account, name), serials, code));
                },
                (account, verified) -> verified.told()));
    }

    private static Claimant claimant(Account account, UserName name) {
        return Claimant.named(
                name.value(), account.users().find(name).map(User::id).orElse(null));
    }
}
