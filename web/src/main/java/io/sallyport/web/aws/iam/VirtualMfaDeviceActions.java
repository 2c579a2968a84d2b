// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.MfaDevices.Assignment;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.hardware.otp.OtpAuthUri;
import io.sallyport.hardware.otp.QrCode;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.List;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** Authenticator apps before and after they are somebody's. */
public final class VirtualMfaDeviceActions {
    private static final String ISSUER = "Sallyport";

    private final MfaRegistry registry;

    public VirtualMfaDeviceActions(MfaRegistry registry) {
        this.registry = registry;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateVirtualMFADevice",
                        CreateVirtualMfaDeviceRequest.class,
                        onArn(
                                (call, in) -> newSerial(call, in).value(),
                                (in, keys) -> TagMembers.put(keys, in.tags()),
                                in -> in.tags().isEmpty() ? List.of() : List.of("TagMFADevice")),
                        this::createVirtualMfaDevice)
                .changes(
                        "DeleteVirtualMFADevice",
                        DeleteVirtualMfaDeviceRequest.class,
                        onArn((call, in) -> new MfaSerial(in.serialNumber())
                                .arn(call.account().id())
                                .toString()),
                        this::deleteVirtualMfaDevice)
                .reads(
                        "ListVirtualMFADevices",
                        ListVirtualMfaDevicesRequest.class,
                        onArn((call, in) -> call.account().id().iam("mfa/").toString()),
                        this::listVirtualMfaDevices);
    }

    private static MfaSerial newSerial(Call call, CreateVirtualMfaDeviceRequest in) {
        return MfaSerial.virtual(call.account().id(), EntityPath.orRoot(in.path()), in.virtualMFADeviceName());
    }

    private CreateVirtualMfaDeviceResponse createVirtualMfaDevice(Call call, CreateVirtualMfaDeviceRequest in) {
        MfaSerial serial = newSerial(call, in);
        List<Tag> tags = TagMembers.readWithCase(in.tags());
        OtpSeed seed = registry.createApp(call.account().mfaDevices(), serial);
        call.account().tags().put(TagOwner.of(serial.arn(call.account().id())), tags);
        OtpAuthUri uri = OtpAuthUri.totp(
                ISSUER, in.virtualMFADeviceName() + "@" + call.account().displayName(), seed);
        return CreateVirtualMfaDeviceResponse.builder()
                .virtualMFADevice(VirtualMFADevice.builder()
                        .serialNumber(serial.value())
                        .base32StringSeed(SdkBytes.fromUtf8String(new Base32().encodeAsString(seed.reveal())))
                        .qrCodePNG(SdkBytes.fromByteArray(QrCode.png(uri.reveal())))
                        .tags(in.tags())
                        .build())
                .build();
    }

    private DeleteVirtualMfaDeviceResponse deleteVirtualMfaDevice(Call call, DeleteVirtualMfaDeviceRequest in) {
        registry.deleteVirtual(call.account().mfaDevices(), new MfaSerial(in.serialNumber()));
        return DeleteVirtualMfaDeviceResponse.builder().build();
    }

    private ListVirtualMfaDevicesResponse listVirtualMfaDevices(Call call, ListVirtualMfaDevicesRequest in) {
        Page<CodeDevice> page = call.account()
                .mfaDevices()
                .virtual(assignment(in.assignmentStatus()), PageRequest.of(in.maxItems(), in.marker()));
        return ListVirtualMfaDevicesResponse.builder()
                .virtualMFADevices(
                        page.map(device -> listed(call.account(), device)).items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static Assignment assignment(@Nullable AssignmentStatusType status) {
        if (status == AssignmentStatusType.ASSIGNED) {
            return Assignment.ASSIGNED;
        }
        return status == AssignmentStatusType.UNASSIGNED ? Assignment.UNASSIGNED : Assignment.ANY;
    }

    private static VirtualMFADevice listed(Account account, CodeDevice device) {
        UniqueId owner = device.owner();
        return VirtualMFADevice.builder()
                .serialNumber(device.serial().value())
                .enableDate(device.enabledAt())
                .user(owner == null ? null : owner(account, owner))
                .build();
    }

    private static @Nullable User owner(Account account, UniqueId owner) {
        return owner.isRoot()
                ? Wire.root(account)
                : account.users()
                        .find(owner)
                        .map(user -> Wire.user(account.id(), user))
                        .orElse(null);
    }
}
