// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.OwnFactor;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.ResyncMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.ResyncMfaDeviceResponse;

/** Devices as somebody's factor. */
public final class MfaDeviceActions {
    private final MfaRegistry registry;
    private final SecurityKeys keys;

    public MfaDeviceActions(MfaRegistry registry, SecurityKeys keys) {
        this.registry = registry;
        this.keys = keys;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "EnableMFADevice",
                        EnableMfaDeviceRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::enableMfaDevice)
                .changes(
                        "ResyncMFADevice",
                        ResyncMfaDeviceRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::resyncMfaDevice)
                .changes(
                        "DeactivateMFADevice",
                        DeactivateMfaDeviceRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::deactivateMfaDevice)
                .reads(
                        "ListMFADevices",
                        ListMfaDevicesRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::listMfaDevices)
                .reads(
                        "GetMFADevice",
                        GetMfaDeviceRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::getMfaDevice);
    }

    private EnableMfaDeviceResponse enableMfaDevice(Call call, EnableMfaDeviceRequest in) {
        Target target = Target.of(call, in.userName());
        OwnFactor.require(call.account(), call.caller(), target.id());
        MfaSerial serial = new MfaSerial(in.serialNumber());
        requireNotYet(call, target, serial);
        boolean enabled = registry.enable(
                call.account().mfaDevices(),
                target.id(),
                serial,
                in.authenticationCode1(),
                in.authenticationCode2(),
                call.caller().arn().toString());
        if (!enabled) {
            throw new Refusal(MfaRegistry.codeNotValid());
        }
        return EnableMfaDeviceResponse.builder().build();
    }

    /** Whose it is already, the registry tells of anybody else. */
    private static void requireNotYet(Call call, Target target, MfaSerial serial) {
        boolean already = call.account()
                .mfaDevices()
                .find(serial)
                .filter(device -> target.id().equals(device.owner()))
                .isPresent();
        if (already) {
            throw new IamException(
                    Kind.ENTITY_ALREADY_EXISTS, "MFA Device for user " + target.userName() + " already exists.");
        }
    }

    private ResyncMfaDeviceResponse resyncMfaDevice(Call call, ResyncMfaDeviceRequest in) {
        Target target = Target.of(call, in.userName());
        boolean known = registry.resync(
                call.account().mfaDevices(),
                target.id(),
                new MfaSerial(in.serialNumber()),
                in.authenticationCode1(),
                in.authenticationCode2());
        if (!known) {
            throw new Refusal(MfaRegistry.codeNotValid());
        }
        return ResyncMfaDeviceResponse.builder().build();
    }

    private DeactivateMfaDeviceResponse deactivateMfaDevice(Call call, DeactivateMfaDeviceRequest in) {
        Target target = Target.of(call, in.userName());
        OwnFactor.require(call.account(), call.caller(), target.id());
        registry.deactivate(
                call.account().mfaDevices(),
                target.id(),
                new MfaSerial(in.serialNumber()),
                false,
                call.caller().arn().toString());
        return DeactivateMfaDeviceResponse.builder().build();
    }

    private ListMfaDevicesResponse listMfaDevices(Call call, ListMfaDevicesRequest in) {
        Target target = Target.of(call, in.userName());
        Page<MfaDevice> page = call.account().mfaDevices().of(target.id(), PageRequest.of(in.maxItems(), in.marker()));
        return ListMfaDevicesResponse.builder()
                .mfaDevices(page.map(device -> MFADevice.builder()
                                .userName(target.userName())
                                .serialNumber(device.serial().value())
                                .enableDate(device.enabledAt())
                                .build())
                        .items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    /** Certifications are those that FIDO's metadata reports of a model whose attestation was verified. */
    private GetMfaDeviceResponse getMfaDevice(Call call, GetMfaDeviceRequest in) {
        MfaSerial serial = new MfaSerial(in.serialNumber());
        if (!serial.isOfSecurityKey(call.account().id())) {
            throw new IamException(
                    Kind.VALIDATION_ERROR,
                    "The MFA device serial number sent in the request is invalid or not supported by this API."
                            + " Currently, only hardware FIDO security keys are supported."
                            + " Please use the compatible device or API.");
        }
        Target target = Target.of(call, in.userName());
        MfaDevices devices = call.account().mfaDevices();
        MfaDevice device = devices.find(serial)
                .filter(found -> target.id().equals(found.owner()))
                .orElseThrow(() -> devices.notTheirs(serial));
        GetMfaDeviceResponse.Builder answer = GetMfaDeviceResponse.builder()
                .userName(target.userName())
                .serialNumber(serial.value())
                .enableDate(device.enabledAt());
        certifications(device).ifPresent(answer::certifications);
        return answer.build();
    }

    private Optional<Map<String, String>> certifications(MfaDevice device) {
        return device instanceof KeyDevice key
                ? keys.lastKnownModel(key.credential()).map(KeyModel::certifications)
                : Optional.empty();
    }
}
