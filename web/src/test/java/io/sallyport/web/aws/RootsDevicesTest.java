// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** Root's devices in AWS's API, where root has them without a user's name. */
class RootsDevicesTest extends ServedAccount {
    private MfaSerial giveRoot(String name) {
        MfaSerial serial = MfaSerial.virtual(account.id(), EntityPath.ROOT, name);
        server.accounts().write(account.id(), in -> {
            in.mfaDevices().add(CodeDevice.newApp(serial), OtpSeed.of(new byte[20]));
            in.mfaDevices()
                    .assign(
                            in.mfaDevices().lock(serial).orElseThrow(),
                            UniqueId.ofRoot(in.id()),
                            server.clock().instant());
            return true;
        });
        return serial;
    }

    /** What the CIS benchmark's "hardware MFA for root" looks at. */
    @Test
    void theListOfVirtualDevicesTellsThatOneIsRoots() {
        MfaSerial serial = giveRoot("root-account-mfa-device");
        newApp("spare");

        VirtualMFADevice listed = iam
                .listVirtualMFADevices(in -> in.assignmentStatus(AssignmentStatusType.ASSIGNED))
                .virtualMFADevices()
                .stream()
                .reduce((one, another) -> {
                    throw new AssertionError("only one is assigned");
                })
                .orElseThrow();
        assertThat(listed.serialNumber())
                .isEqualTo(serial.value())
                .isEqualTo(account.arn("mfa/root-account-mfa-device"));
        assertThat(listed.enableDate()).isEqualTo(server.clock().instant());
        User user = listed.user();
        assertThat(user.arn()).isEqualTo("arn:aws:iam::" + account.id() + ":root");
        assertThat(user.userId()).isEqualTo(account.id().value());
        assertThat(user.createDate()).isNotNull();
        assertThat(user.path()).isNull();
        assertThat(iam.getAccountSummary().summaryMapAsStrings()).containsEntry("AccountMFAEnabled", 1);
    }

    @Test
    void rootListsItsOwnWithoutAName() {
        MfaSerial serial = giveRoot("phone");
        var root = server.iam(account.root());
        assertThat(root.listMFADevices().mfaDevices()).singleElement().satisfies(device -> {
            assertThat(device.serialNumber()).isEqualTo(serial.value());
            assertThat(device.userName()).isNull();
        });
        assertThat(iam.listMFADevices().mfaDevices())
                .as("the administrator's own")
                .isEmpty();
    }

    @Test
    void rootHasEightToo() {
        for (int i = 0; i < 8; i++) {
            giveRoot("phone" + i);
        }
        assertThatThrownBy(() -> giveRoot("phone8"))
                .isInstanceOf(IamException.class)
                .hasMessage("Cannot exceed quota for MFADevicesPerUser: 8");
    }
}
