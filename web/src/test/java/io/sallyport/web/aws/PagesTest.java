// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListEntitiesForPolicyResponse;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** Every list comes page by page as a whole. */
class PagesTest extends ServedAccount {
    /** One page of any list. */
    private record Listed(
            List<String> items, boolean truncated, @Nullable String marker) {}

    /** Walks a list one by one and by twos: nothing missing, nothing twice, and the end is told. */
    private static void assertPages(List<String> all, int size, Function<@Nullable String, Listed> page) {
        List<String> seen = new ArrayList<>();
        String marker = null;
        do {
            Listed listed = page.apply(marker);
            assertThat(listed.items()).hasSizeLessThanOrEqualTo(size);
            assertThat(listed.truncated()).isEqualTo(listed.marker() != null);
            seen.addAll(listed.items());
            marker = listed.marker();
        } while (marker != null);
        assertThat(seen).containsExactlyElementsOf(all);
    }

    @Test
    void usersComePageByPage() {
        List<String> names =
                new ArrayList<>(IntStream.range(0, 5).mapToObj(i -> "User" + i).toList());
        names.forEach(name -> iam.createUser(in -> in.userName(name).path("/p/")));
        for (int size = 1; size <= 6; size++) {
            int most = size;
            assertPages(names, size, marker -> {
                ListUsersResponse out =
                        iam.listUsers(in -> in.pathPrefix("/p/").maxItems(most).marker(marker));
                return new Listed(out.users().stream().map(User::userName).toList(), out.isTruncated(), out.marker());
            });
        }
    }

    @Test
    void groupsOfAUserComePageByPage() {
        List<String> names = IntStream.range(0, 5).mapToObj(i -> "g" + i).toList();
        names.forEach(name -> {
            iam.createGroup(in -> in.groupName(name));
            iam.addUserToGroup(in -> in.groupName(name).userName("admin"));
        });
        for (int size = 1; size <= 6; size++) {
            int most = size;
            assertPages(names, size, marker -> {
                ListGroupsForUserResponse out = iam.listGroupsForUser(
                        in -> in.userName("admin").maxItems(most).marker(marker));
                return new Listed(
                        out.groups().stream().map(Group::groupName).toList(), out.isTruncated(), out.marker());
            });
        }
    }

    @Test
    void accessKeysComePageByPage() {
        iam.createAccessKey();
        List<String> ids = iam.listAccessKeys().accessKeyMetadata().stream()
                .map(AccessKeyMetadata::accessKeyId)
                .toList();
        assertThat(ids).hasSize(2);
        assertPages(ids, 1, marker -> {
            ListAccessKeysResponse out = iam.listAccessKeys(in -> in.maxItems(1).marker(marker));
            return new Listed(
                    out.accessKeyMetadata().stream()
                            .map(AccessKeyMetadata::accessKeyId)
                            .toList(),
                    out.isTruncated(),
                    out.marker());
        });
    }

    @Test
    void devicesComePageByPage() {
        List<String> serials = IntStream.range(0, 3)
                .mapToObj(i -> enabledApp("admin", "phone" + i))
                .toList();
        for (int size = 1; size <= 4; size++) {
            int most = size;
            assertPages(serials, size, marker -> {
                ListMfaDevicesResponse out =
                        iam.listMFADevices(in -> in.maxItems(most).marker(marker));
                return new Listed(
                        out.mfaDevices().stream().map(MFADevice::serialNumber).toList(),
                        out.isTruncated(),
                        out.marker());
            });
            assertPages(serials, size, marker -> {
                ListVirtualMfaDevicesResponse out =
                        iam.listVirtualMFADevices(in -> in.maxItems(most).marker(marker));
                return new Listed(
                        out.virtualMFADevices().stream()
                                .map(VirtualMFADevice::serialNumber)
                                .toList(),
                        out.isTruncated(),
                        out.marker());
            });
        }
    }

    @Test
    void inlinePoliciesComePageByPage() {
        List<String> names = List.of("a", "B", "c");
        iam.createGroup(in -> in.groupName("devs"));
        for (String name : names) {
            iam.putUserPolicy(
                    in -> in.userName("admin").policyName(name).policyDocument(SamplePolicies.allow("iam:GetUser")));
            iam.putGroupPolicy(
                    in -> in.groupName("devs").policyName(name).policyDocument(SamplePolicies.allow("iam:GetUser")));
        }
        for (int size = 1; size <= 4; size++) {
            int most = size;
            assertPages(names, size, marker -> {
                ListUserPoliciesResponse out = iam.listUserPolicies(
                        in -> in.userName("admin").maxItems(most).marker(marker));
                return new Listed(out.policyNames(), out.isTruncated(), out.marker());
            });
            assertPages(names, size, marker -> {
                ListGroupPoliciesResponse out = iam.listGroupPolicies(
                        in -> in.groupName("devs").maxItems(most).marker(marker));
                return new Listed(out.policyNames(), out.isTruncated(), out.marker());
            });
        }
    }

    @Test
    void attachedPoliciesComePageByPage() {
        List<String> names = List.of("AmazonS3FullAccess", "IAMFullAccess", "ReadOnlyAccess");
        iam.createUser(in -> in.userName("tyler"));
        iam.createGroup(in -> in.groupName("devs"));
        for (String name : names) {
            iam.attachUserPolicy(in -> in.userName("tyler").policyArn("arn:aws:iam::aws:policy/" + name));
            iam.attachGroupPolicy(in -> in.groupName("devs").policyArn("arn:aws:iam::aws:policy/" + name));
        }
        for (int size = 1; size <= 4; size++) {
            int most = size;
            assertPages(names, size, marker -> {
                ListAttachedUserPoliciesResponse out = iam.listAttachedUserPolicies(
                        in -> in.userName("tyler").maxItems(most).marker(marker));
                return new Listed(names(out.attachedPolicies()), out.isTruncated(), out.marker());
            });
            assertPages(names, size, marker -> {
                ListAttachedGroupPoliciesResponse out = iam.listAttachedGroupPolicies(
                        in -> in.groupName("devs").maxItems(most).marker(marker));
                return new Listed(names(out.attachedPolicies()), out.isTruncated(), out.marker());
            });
        }
    }

    private static List<String> names(List<AttachedPolicy> policies) {
        return policies.stream().map(AttachedPolicy::policyName).toList();
    }

    @Test
    void holdersOfAPolicyComePageByPageGroupsFirst() {
        for (String name : List.of("b", "A")) {
            iam.createUser(in -> in.userName(name));
            iam.createGroup(in -> in.groupName(name));
            iam.attachUserPolicy(in -> in.userName(name).policyArn(SamplePolicies.READ_ONLY));
            iam.attachGroupPolicy(in -> in.groupName(name).policyArn(SamplePolicies.READ_ONLY));
        }
        for (int size = 1; size <= 5; size++) {
            int most = size;
            assertPages(List.of("group A", "group b", "user A", "user b"), size, marker -> {
                ListEntitiesForPolicyResponse out = iam.listEntitiesForPolicy(in ->
                        in.policyArn(SamplePolicies.READ_ONLY).maxItems(most).marker(marker));
                return new Listed(
                        Stream.concat(
                                        out.policyGroups().stream().map(group -> "group " + group.groupName()),
                                        out.policyUsers().stream().map(user -> "user " + user.userName()))
                                .toList(),
                        out.isTruncated(),
                        out.marker());
            });
        }
    }

    @Test
    void managedPoliciesComePageByPage() {
        List<String> names = new ManagedPolicies()
                .all().stream()
                        .sorted(Comparator.comparing(AwsManagedPolicy::createDate)
                                .thenComparing(AwsManagedPolicy::name))
                        .map(AwsManagedPolicy::name)
                        .toList();
        assertPages(names, 700, marker -> {
            ListPoliciesResponse out = iam.listPolicies(in -> in.maxItems(700).marker(marker));
            return new Listed(
                    out.policies().stream().map(Policy::policyName).toList(), out.isTruncated(), out.marker());
        });
    }

    /** An app enabled for somebody. */
    private String enabledApp(String userName, String device) {
        VirtualMFADevice app = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName(device))
                .virtualMFADevice();
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        iam.enableMFADevice(in -> in.userName(userName)
                .serialNumber(app.serialNumber())
                .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                .authenticationCode2(codes.at(server.clock().instant())));
        return app.serialNumber();
    }
}
