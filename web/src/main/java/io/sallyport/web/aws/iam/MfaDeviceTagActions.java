// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.services.iam.model.ListMfaDeviceTagsRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDeviceTagsResponse;
import software.amazon.awssdk.services.iam.model.TagMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.TagMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.UntagMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.UntagMfaDeviceResponse;

/** The tags of virtual devices; AWS gives none to security keys and fobs. */
public final class MfaDeviceTagActions {
    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "TagMFADevice",
                        TagMfaDeviceRequest.class,
                        onArn(
                                (call, in) -> arn(call, in.serialNumber()),
                                (in, keys) -> TagMembers.put(keys, in.tags())),
                        this::tagMfaDevice)
                .changes(
                        "UntagMFADevice",
                        UntagMfaDeviceRequest.class,
                        onArn(
                                (call, in) -> arn(call, in.serialNumber()),
                                (in, keys) -> TagMembers.putKeys(keys, in.tagKeys())),
                        this::untagMfaDevice)
                .reads(
                        "ListMFADeviceTags",
                        ListMfaDeviceTagsRequest.class,
                        onArn((call, in) -> arn(call, in.serialNumber())),
                        this::listMfaDeviceTags);
    }

    private static String arn(Call call, String serialNumber) {
        return new MfaSerial(serialNumber).arn(call.account().id()).toString();
    }

    /** @throws io.sallyport.core.IamException {@code NO_SUCH_ENTITY} */
    private static TagOwner owner(Call call, String serialNumber) {
        MfaSerial serial = new MfaSerial(serialNumber);
        MfaDevice device = call.account()
                .mfaDevices()
                .find(serial)
                .filter(found -> found.type() == MfaDevice.Type.VIRTUAL)
                .orElseThrow(() -> MfaDevices.noSuchDevice(serial));
        return TagOwner.of(device.serial().arn(call.account().id()));
    }

    private TagMfaDeviceResponse tagMfaDevice(Call call, TagMfaDeviceRequest in) {
        call.account().tags().put(owner(call, in.serialNumber()), TagMembers.readWithCase(TagMembers.some(in.tags())));
        return TagMfaDeviceResponse.builder().build();
    }

    private UntagMfaDeviceResponse untagMfaDevice(Call call, UntagMfaDeviceRequest in) {
        call.account().tags().remove(owner(call, in.serialNumber()), TagMembers.some(in.tagKeys()));
        return UntagMfaDeviceResponse.builder().build();
    }

    private ListMfaDeviceTagsResponse listMfaDeviceTags(Call call, ListMfaDeviceTagsRequest in) {
        Page<Tag> page = TagMembers.page(
                call.account().tags().of(owner(call, in.serialNumber())), PageRequest.of(in.maxItems(), in.marker()));
        return ListMfaDeviceTagsResponse.builder()
                .tags(TagMembers.write(page.items()))
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }
}
