// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static io.sallyport.web.aws.UserTagsTest.tag;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListMfaDeviceTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** The tags of virtual devices. */
class MfaDeviceTagsTest extends ServedAccount {
    private List<Tag> tagsOf(String serial) {
        return iam.listMFADeviceTags(in -> in.serialNumber(serial)).tags();
    }

    @Test
    void aNewDeviceShowsItsTagsAndListsLeaveThemOut() {
        VirtualMFADevice app = iam.createVirtualMFADevice(
                        in -> in.virtualMFADeviceName("phone").tags(tag("team", "blue"), tag("Cost Center", "")))
                .virtualMFADevice();

        assertThat(app.tags()).containsExactly(tag("team", "blue"), tag("Cost Center", ""));
        assertThat(tagsOf(app.serialNumber())).containsExactly(tag("Cost Center", ""), tag("team", "blue"));
        assertThat(iam.listVirtualMFADevices().virtualMFADevices())
                .singleElement()
                .matches(listed -> !listed.hasTags());
        assertThat(newApp("plain").hasTags()).isFalse();
    }

    @Test
    void keysThatDifferInCaseAreTwoTags() {
        String serial = newApp("phone").serialNumber();
        iam.tagMFADevice(in -> in.serialNumber(serial).tags(tag("Team", "a"), tag("team", "b")));
        iam.tagMFADevice(in -> in.serialNumber(serial).tags(tag("team", "c")));
        assertThat(tagsOf(serial)).containsExactly(tag("Team", "a"), tag("team", "c"));
        iam.untagMFADevice(in -> in.serialNumber(serial).tagKeys("TEAM", "team"));
        assertThat(tagsOf(serial)).containsExactly(tag("Team", "a"));
    }

    @Test
    void oneKeyTwiceIsRefusedAndNoDeviceIsMade() {
        String serial = newApp("phone").serialNumber();
        assertRefused(
                () -> iam.tagMFADevice(in -> in.serialNumber(serial).tags(tag("a", "1"), tag("a", "2"))),
                400,
                "InvalidInput",
                "Duplicate tag keys found.");
        assertRefused(
                () -> iam.createVirtualMFADevice(
                        in -> in.virtualMFADeviceName("other").tags(tag("a", "1"), tag("a", "2"))),
                400,
                "InvalidInput",
                "Duplicate tag keys found.");
        assertThat(iam.listVirtualMFADevices().virtualMFADevices()).hasSize(1);
    }

    @Test
    void theFiftyFirstTagIsRefused() {
        String serial = newApp("phone").serialNumber();
        Tag[] fifty = IntStream.range(0, 50).mapToObj(i -> tag("tag" + i, "")).toArray(Tag[]::new);
        iam.tagMFADevice(in -> in.serialNumber(serial).tags(fifty));
        assertRefused(
                () -> iam.tagMFADevice(in -> in.serialNumber(serial).tags(tag("TAG0", ""))),
                409,
                "LimitExceeded",
                "The number of tags has reached the maximum limit.");
        ListMfaDeviceTagsResponse first =
                iam.listMFADeviceTags(in -> in.serialNumber(serial).maxItems(30));
        assertThat(first.tags()).hasSize(30);
        assertThat(first.isTruncated()).isTrue();
        assertThat(iam.listMFADeviceTags(in -> in.serialNumber(serial).marker(first.marker()))
                        .tags())
                .hasSize(20);
    }

    @Test
    void tagsGoWithTheDevice() {
        String serial = newApp("phone").serialNumber();
        iam.tagMFADevice(in -> in.serialNumber(serial).tags(tag("a", "1")));
        iam.deleteVirtualMFADevice(in -> in.serialNumber(serial));
        assertThat(newApp("phone").serialNumber()).isEqualTo(serial);
        assertThat(tagsOf(serial)).isEmpty();
    }

    @Test
    void policiesSeeTheTagsAskedForAndThoseThatAreThere() {
        AwsCredentials key = newUser("tyler");
        IamClient tyler = server.iam(key);
        iam.putUserPolicy(in -> in.userName("tyler").policyName("one").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Action": ["iam:CreateVirtualMFADevice", "iam:TagMFADevice"],
                           "Resource": "arn:aws:iam::*:mfa/tyler*",
                           "Condition": {"StringEquals": {"aws:RequestTag/team": "blue"},
                                         "ForAllValues:StringEquals": {"aws:TagKeys": "team"}}},
                          {"Effect": "Allow", "Action": ["iam:UntagMFADevice", "iam:ListMFADeviceTags"], "Resource": "*",
                           "Condition": {"StringEquals": {"aws:ResourceTag/team": "blue"}}}]}"""));
        String serial = tyler.createVirtualMFADevice(
                        in -> in.virtualMFADeviceName("tylers").tags(tag("team", "blue")))
                .virtualMFADevice()
                .serialNumber();
        assertThat(tyler.listMFADeviceTags(in -> in.serialNumber(serial)).tags())
                .containsExactly(tag("team", "blue"));
        assertRefused(
                () -> tyler.tagMFADevice(in -> in.serialNumber(serial).tags(tag("team", "red"))),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:TagMFADevice on resource: "
                        + serial + " because no identity-based policy allows the iam:TagMFADevice action");
        tyler.untagMFADevice(in -> in.serialNumber(serial).tagKeys("team"));
        assertRefused(() -> tyler.listMFADeviceTags(in -> in.serialNumber(serial)), 403, "AccessDenied");
    }

    @Test
    void creatingWithTagsNeedsTheActionThatTags() {
        AwsCredentials key = newUser("tyler");
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("one")
                .policyDocument(SamplePolicies.allow("iam:CreateVirtualMFADevice")));
        server.iam(key).createVirtualMFADevice(in -> in.virtualMFADeviceName("plain"));
        assertRefused(
                () -> server.iam(key)
                        .createVirtualMFADevice(
                                in -> in.virtualMFADeviceName("tagged").tags(tag("a", ""))),
                403,
                "AccessDenied");
    }
}
