// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.IamException;
import io.sallyport.core.account.AccessCodeFactor;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.DeviceChanges;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.KeyProofs;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.hardware.otp.OtpAuthUri;
import io.sallyport.hardware.otp.QrCode;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;

/**
 * A person's devices. Her own she changes by right, after a fresh sign-in; other people's may be listed and removed by
 * whoever has the IAM permission for it, but root's are removed by root alone.
 */
public final class DeviceRoutes {
    private static final String ISSUER = "Sallyport";
    private static final String[] OWNERS = {"/api/v1/users/{name}/devices", "/api/v1/root/devices"};

    private static final RequestContext NO_KEYS = RequestContext.builder().build();

    private static final RequestContext CREATES_A_KEY = KeyEnrolmentConditions.create();

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final DeviceChanges changes;
    private final KeyProofs proofs;
    private final MfaRegistry registry;
    private final Authorizer authorizer;
    private final InstantSource clock;

    public DeviceRoutes(
            ApiRecorder recorder,
            ApiCallers callers,
            DeviceChanges changes,
            KeyProofs proofs,
            MfaRegistry registry,
            Authorizer authorizer,
            InstantSource clock) {
        this.recorder = recorder;
        this.callers = callers;
        this.changes = changes;
        this.proofs = proofs;
        this.registry = registry;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    public List<Route> routes() {
        return Arrays.stream(OWNERS)
                .flatMap(path -> List.of(
                        new Route(HandlerType.GET, path, this::list),
                        new Route(HandlerType.POST, path, this::start),
                        new Route(HandlerType.POST, path + "/proof", this::prove),
                        new Route(HandlerType.POST, path + "/activation", this::activate),
                        new Route(HandlerType.POST, path + "/resync", this::resync),
                        new Route(HandlerType.DELETE, path, this::remove))
                        .stream())
                .toList();
    }

    private record DevicesJson(List<DeviceJson> devices) {}

    /** An app's seed, shown this once. */
    private record NewAppJson(String serial, String secret, String uri, String qr) {
        @Override
        public String toString() {
            return "NewAppJson[" + serial + "]";
        }
    }

    private record NewKeyJson(
            String registration, @JsonRawValue String publicKey) {}

    private record NewProofJson(String proof, @JsonRawValue String publicKey) {}

    private void list(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        context.json(recorder.read(asked(context, proven, "ListMFADevices", EventRecord.json()), account -> {
            Caller caller = proven.caller(account);
            Owner owner = Owner.of(context, account, caller);
            authorise(account, caller, owner, "iam:ListMFADevices", NO_KEYS, proven);
            return new DevicesJson(
                    account.mfaDevices().of(owner.id()).stream().map(this::json).toList());
        }));
    }

    private void start(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        JsonBody body = JsonBody.of(context, "type", "name", "serial", "code1", "code2", "passkey");
        String type = body.required("type");
        ObjectNode parameters = EventRecord.json().put("type", type);
        body.optional("name").ifPresent(name -> parameters.put("name", name));
        body.optional("serial").ifPresent(serial -> parameters.put("serialNumber", serial));
        boolean passkey = body.has("passkey") && body.requiredBoolean("passkey");
        if (passkey) {
            if (!type.equals("key")) {
                throw JsonBody.bad("'passkey' is for the type key");
            }
            parameters.put("passkey", true);
        }
        // A fob is hers at once; an app and a key are when they were tried.
        String event = type.equals("fob") ? "EnableMFADevice" : "StartMFADevice";
        Object answer = recorder.change(
                asked(context, proven, event, parameters),
                account -> {
                    Caller caller = self(context, account, proven, type.equals("key") ? CREATES_A_KEY : NO_KEYS);
                    return switch (type) {
                        case "app" -> newApp(account, caller, body.required("name"));
                        case "key" -> newKey(account, caller, passkey);
                        case "fob" -> enable(account, caller, body);
                        default -> throw JsonBody.bad("'type' is one of app, key, fob");
                    };
                },
                (account, started) -> started instanceof NewAppJson app
                        ? EventRecord.json().put("serialNumber", app.serial())
                        : started instanceof DeviceJson device ? enrolled(account, proven, device) : null);
        context.status(201).json(answer);
    }

    private NewAppJson newApp(Account account, Caller caller, String name) {
        DeviceChanges.NewApp app = changes.startApp(account, caller, name);
        String label = (caller.user() == null ? "root" : caller.user().name().value()) + "@" + account.displayName();
        String uri = OtpAuthUri.totp(ISSUER, label, app.seed()).reveal();
        return new NewAppJson(
                app.serial().value(),
                new Base32().encodeAsString(app.seed().reveal()).replace("=", ""),
                uri,
                Base64.getEncoder().encodeToString(QrCode.png(uri)));
    }

    private NewKeyJson newKey(Account account, Caller caller, boolean passkey) {
        DeviceChanges.NewKey key = changes.startKey(account, caller, passkey);
        return new NewKeyJson(key.registration(), key.publicKey());
    }

    private DeviceJson enable(Account account, Caller caller, JsonBody body) {
        MfaSerial serial = new MfaSerial(body.required("serial"));
        changes.enable(account, caller, serial, body.required("code1"), body.required("code2"));
        return json(account.mfaDevices().require(serial));
    }

    private void resync(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        JsonBody body = JsonBody.of(context, "serial", "code1", "code2");
        MfaSerial serial = new MfaSerial(body.required("serial"));
        ObjectNode parameters = EventRecord.json().put("serialNumber", serial.value());
        context.json(recorder.change(asked(context, proven, "ResyncMFADevice", parameters), account -> {
            Caller caller = self(context, account, proven, "iam:ResyncMFADevice", NO_KEYS);
            changes.resync(account, caller, serial, body.required("code1"), body.required("code2"));
            return json(account.mfaDevices().require(serial));
        }));
    }

    private void prove(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        JsonBody body = JsonBody.of(context, "registration", "credential");
        KeyProofs.Begun begun =
                recorder.change(asked(context, proven, "StartMFADeviceProof", EventRecord.json()), account -> {
                    Caller caller = self(context, account, proven, CREATES_A_KEY);
                    return proofs.begin(account, caller, body.required("registration"), body.object("credential"));
                });
        context.status(201).json(new NewProofJson(begun.proof(), begun.publicKey()));
    }

    private void activate(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        JsonBody body = JsonBody.of(
                context, "serial", "code1", "code2", "registration", "name", "credential", "proof", "assertion");
        ObjectNode parameters = EventRecord.json();
        body.optional("name").ifPresent(name -> parameters.put("name", name));
        body.optional("serial").ifPresent(serial -> parameters.put("serialNumber", serial));
        context.json(recorder.change(
                asked(context, proven, "EnableMFADevice", parameters),
                account -> body.has("credential")
                        ? finishKey(context, account, proven, body)
                        : enable(account, self(context, account, proven, NO_KEYS), body),
                (account, device) -> enrolled(account, proven, device)));
    }

    /** Whether she may is asked once the key is known: its certifications are conditions. */
    private DeviceJson finishKey(Context context, Account account, ApiCallers.Proven proven, JsonBody body) {
        Caller caller = proven.caller(account);
        Owner owner = selfOnly(context, account, caller);
        String registration = body.required("registration");
        Optional<KeyCredential> tried = body.has("proof")
                ? Optional.of(
                        proofs.finish(account, caller, registration, body.required("proof"), body.object("assertion")))
                : Optional.empty();
        return json(changes.finishKey(
                account,
                caller,
                registration,
                body.required("name"),
                body.object("credential"),
                tried,
                credential -> authorise(
                        account,
                        caller,
                        owner,
                        "iam:EnableMFADevice",
                        KeyEnrolmentConditions.activate(changes.model(credential)),
                        proven)));
    }

    private DeviceJson json(MfaDevice device) {
        return DeviceJson.of(device, clock.instant(), changes::model);
    }

    /** What the log tells; in a session that the help desk's code opened, whose request ends with it. */
    private static ObjectNode enrolled(Account account, ApiCallers.Proven proven, DeviceJson device) {
        ObjectNode response = EventRecord.json().put("serialNumber", device.serial());
        AccessCodeFactor.request(proven.caller(account)).ifPresent(request -> response.put("requestId", request));
        return response;
    }

    private void remove(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        @Nullable String serial = context.queryParam("serial");
        if (serial == null) {
            throw JsonBody.bad("the query parameter 'serial' is missing");
        }
        boolean lost = lost(context.queryParam("reason"));
        ObjectNode parameters = EventRecord.json().put("serialNumber", serial);
        if (lost) {
            parameters.put("reason", "lost");
        }
        recorder.change(asked(context, proven, "DeactivateMFADevice", parameters), account -> {
            Caller caller = proven.caller(account);
            Owner owner = Owner.of(context, account, caller);
            if (owner.id().isRoot() && !owner.self()) {
                throw new IamException(
                        IamException.Kind.ACCESS_DENIED, "Root's devices are removed by root, or by 'root recover'.");
            }
            authorise(account, caller, owner, "iam:DeactivateMFADevice", NO_KEYS, proven);
            if (owner.self()) {
                changes.remove(account, caller, new MfaSerial(serial), lost);
            } else {
                registry.deactivate(
                        account.mfaDevices(),
                        owner.id(),
                        new MfaSerial(serial),
                        lost,
                        caller.arn().toString());
            }
            return true;
        });
        context.status(204);
    }

    private static boolean lost(@Nullable String reason) {
        if (reason != null && !reason.equals("lost")) {
            throw JsonBody.bad("'reason' is lost, or not given");
        }
        return reason != null;
    }

    private static ApiRecorder.Asked asked(
            Context context, ApiCallers.Proven proven, String event, ObjectNode parameters) {
        @Nullable String name = context.pathParamMap().get("name");
        if (name != null) {
            parameters.put("userName", name);
        }
        return new ApiRecorder.Asked(proven, event, parameters);
    }

    /** @throws IamException {@code ACCESS_DENIED}: nobody gives a device to somebody else this way */
    private Caller self(Context context, Account account, ApiCallers.Proven proven, RequestContext keys) {
        return self(context, account, proven, "iam:EnableMFADevice", keys);
    }

    private Caller self(
            Context context, Account account, ApiCallers.Proven proven, String action, RequestContext keys) {
        Caller caller = proven.caller(account);
        authorise(account, caller, selfOnly(context, account, caller), action, keys, proven);
        return caller;
    }

    private static Owner selfOnly(Context context, Account account, Caller caller) {
        Owner owner = Owner.of(context, account, caller);
        if (!owner.self()) {
            throw new IamException(
                    IamException.Kind.ACCESS_DENIED,
                    "A device is enrolled and brought back into step by its owner, who signs in herself.");
        }
        return owner;
    }

    private void authorise(
            Account account, Caller caller, Owner owner, String action, RequestContext keys, ApiCallers.Proven proven) {
        AuthorizationRequest asked =
                new AuthorizationRequest(action, owner.arn().toString(), keys);
        if (owner.self()) {
            authorizer.requireNotWithheld(account, caller, asked, proven.facts(), KeyEnrolmentConditions::has);
        } else {
            authorizer.require(account, caller, asked, proven.facts());
        }
    }
}
