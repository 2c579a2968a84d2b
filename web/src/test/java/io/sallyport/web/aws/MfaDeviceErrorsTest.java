// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.KeyFacts;
import io.sallyport.core.mfa.NewFob;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** Whose device it is, and what AWS says when it is not. */
class MfaDeviceErrorsTest extends ServedAccount {
    private static final String NOT_THEIRS = "MFA Device invalid for user.";
    private static final String FIDO_ONLY =
            "The MFA device serial number sent in the request is invalid or not supported by this API. Currently, only"
                    + " hardware FIDO security keys are supported. Please use the compatible device or API.";

    @BeforeEach
    void addTylerAndMarla() {
        iam.createUser(in -> in.userName("tyler"));
        iam.createUser(in -> in.userName("marla"));
    }

    private void deactivate(String userName, String serial) {
        iam.deactivateMFADevice(in -> in.userName(userName).serialNumber(serial));
    }

    private void resync(String userName, String serial) {
        iam.resyncMFADevice(in -> in.userName(userName)
                .serialNumber(serial)
                .authenticationCode1("000000")
                .authenticationCode2("000001"));
    }

    private void enable(String userName, String serial) {
        iam.enableMFADevice(in -> in.userName(userName)
                .serialNumber(serial)
                .authenticationCode1("000000")
                .authenticationCode2("000001"));
    }

    /** A security key of tyler's, as a browser would have registered it. */
    private String tylersKey() {
        return tylersKey(null);
    }

    private String tylersKey(@Nullable KeyFacts facts) {
        UniqueId tyler =
                new UniqueId(iam.getUser(in -> in.userName("tyler")).user().userId());
        MfaSerial serial = MfaSerial.securityKey(account.id(), "tyler", "blue");
        server.accounts().write(account.id(), in -> {
            in.mfaDevices()
                    .add(new KeyDevice(
                            serial,
                            tyler,
                            server.clock().instant(),
                            new KeyCredential(
                                    Bytes.ofHex("00ff"),
                                    Bytes.ofHex("01"),
                                    0,
                                    Bytes.of(new byte[16]),
                                    facts != null,
                                    false,
                                    false,
                                    facts)));
            return true;
        });
        return serial.value();
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        String none = account.arn("mfa/none");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> deactivate("tyler", none),
                () -> resync("tyler", none),
                () -> enable("tyler", none),
                () -> iam.deleteVirtualMFADevice(in -> in.serialNumber(none)),
                () -> iam.listMFADeviceTags(in -> in.serialNumber(none)),
                () -> iam.untagMFADevice(in -> in.serialNumber(none).tagKeys("a")),
                () -> iam.tagMFADevice(in -> in.serialNumber(none).tags(UserTagsTest.tag("a", ""))))) {
            assertRefused(call, 404, "NoSuchEntity", "MFA Device with serial number " + none + " does not exist.");
        }
    }

    @Test
    void aFobInQuarantineIsNotEnabledYetAndOneThatIsLostIsNotThere() {
        for (FobState state : List.of(FobState.QUARANTINE, FobState.LOST)) {
            MfaSerial serial = new MfaSerial("GAHT-" + state);
            NewFob fob =
                    new NewFob(CodeDevice.newFob(serial, OtpParameters.STANDARD, 0), OtpSeed.of(new byte[20]), null);
            server.accounts().write(account.id(), in -> {
                in.fobs().add(List.of(fob), false, server.clock().instant(), "operator");
                return in.fobs()
                        .move(
                                serial,
                                FobState.IN_STOCK,
                                state,
                                true,
                                server.clock().instant(),
                                "operator");
            });
        }
        assertRefused(
                () -> enable("tyler", "GAHT-QUARANTINE"),
                409,
                "EntityTemporarilyUnmodifiable",
                "MFA Device with serial number GAHT-QUARANTINE is in quarantine.");
        assertRefused(
                () -> enable("tyler", "GAHT-LOST"),
                404,
                "NoSuchEntity",
                "MFA Device with serial number GAHT-LOST does not exist.");
    }

    @Test
    void aDeviceThatIsAnothersOrNobodysIsInvalidForTheUser() {
        String free = newApp("free").serialNumber();
        String marlas = enabledApp("marla", "phone").serialNumber();
        for (String serial : List.of(free, marlas)) {
            assertRefused(() -> deactivate("tyler", serial), 404, "NoSuchEntity", NOT_THEIRS);
            assertRefused(() -> resync("tyler", serial), 404, "NoSuchEntity", NOT_THEIRS);
        }
        deactivate("marla", marlas);
        assertRefused(() -> deactivate("marla", marlas), 404, "NoSuchEntity", NOT_THEIRS);
    }

    @Test
    void aDeviceIsEnabledOnceAndTheRefusalTellsWhetherItIsTheUsers() {
        VirtualMFADevice app = enabledApp("tyler", "phone");

        assertRefused(
                () -> iam.enableMFADevice(in -> enabling(app, "tyler", in)),
                409,
                "EntityAlreadyExists",
                "MFA Device for user tyler already exists.");
        assertRefused(
                () -> iam.enableMFADevice(in -> enabling(app, "marla", in)),
                409,
                "EntityAlreadyExists",
                "MFA Device is already in use.");
        assertRefused(() -> enable("marla", tylersKey()), 409, "EntityAlreadyExists", "MFA Device is already in use.");
    }

    @Test
    void theUserIsMissedBeforeTheDevice() {
        String none = account.arn("mfa/none");
        String key = tylersKey();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> deactivate("nobody", none),
                () -> resync("nobody", none),
                () -> enable("nobody", none),
                () -> iam.getMFADevice(in -> in.userName("nobody").serialNumber(key)))) {
            assertRefused(call, 404, "NoSuchEntity", "The user with name nobody cannot be found.");
        }
    }

    @Test
    void getMfaDeviceKnowsSecurityKeysOnly() {
        String key = tylersKey();
        GetMfaDeviceResponse tylers =
                iam.getMFADevice(in -> in.userName("tyler").serialNumber(key));
        assertThat(tylers.userName()).isEqualTo("tyler");
        assertThat(tylers.serialNumber()).isEqualTo(key).isEqualTo(account.arn("u2f/user/tyler/blue"));
        assertThat(tylers.enableDate()).isEqualTo(server.clock().instant());
        assertThat(tylers.hasCertifications()).isFalse();

        String app = enabledApp("tyler", "phone").serialNumber();
        for (String other : List.of(app, "GAHT12345678", "arn:aws:iam::000000000000:u2f/user/tyler/blue")) {
            assertRefused(
                    () -> iam.getMFADevice(in -> in.userName("tyler").serialNumber(other)),
                    400,
                    "ValidationError",
                    FIDO_ONLY);
        }
        assertRefused(
                () -> iam.getMFADevice(in -> in.userName("marla").serialNumber(key)), 404, "NoSuchEntity", NOT_THEIRS);
        String none = account.arn("u2f/user/admin/none");
        assertRefused(
                () -> iam.getMFADevice(in -> in.serialNumber(none)),
                404,
                "NoSuchEntity",
                "MFA Device with serial number " + none + " does not exist.");
        assertRefused(
                () -> iam.getMFADevice(in -> in.userName("tyler")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'serialNumber' failed to satisfy constraint: Member must not be"
                        + " null");
    }

    @Test
    void getMfaDeviceTellsWhatTheKeyIsCertifiedFor() {
        KeyModel model = new KeyModel(
                "A key", Map.of("FIDO", "L2", "FIPS-140-2", "L1"), Set.of("FIDO_CERTIFIED_L2"), false);
        String key = tylersKey(new KeyFacts("packed", Set.of(), false, Set.of("usb"), model));
        assertThat(iam.getMFADevice(in -> in.userName("tyler").serialNumber(key)).certifications())
                .isEqualTo(Map.of("FIDO", "L2", "FIPS-140-2", "L1"));
    }

    @Test
    void noFobAndNoKeyIsDeletedOrTaggedAsAVirtualDevice() {
        server.accounts().write(account.id(), in -> {
            in.mfaDevices()
                    .add(
                            CodeDevice.newFob(new MfaSerial("GAHT12345678"), OtpParameters.STANDARD, 0),
                            OtpSeed.of(new byte[32]));
            return true;
        });
        for (String serial : List.of("GAHT12345678", tylersKey())) {
            String message = "MFA Device with serial number " + serial + " does not exist.";
            assertRefused(
                    () -> iam.deleteVirtualMFADevice(in -> in.serialNumber(serial)), 404, "NoSuchEntity", message);
            assertRefused(
                    () -> iam.tagMFADevice(in -> in.serialNumber(serial).tags(UserTagsTest.tag("a", ""))),
                    404,
                    "NoSuchEntity",
                    message);
        }
        assertRefused(
                () -> iam.deleteVirtualMFADevice(in -> in.serialNumber("arn:aws:iam::000000000000:mfa/phone")),
                400,
                "ValidationError",
                "Invalid MFA Device ARN.");
    }

    @Test
    void anAccountHasAsManyVirtualDevicesAsUsers() {
        OtpSeed seed = OtpSeed.of(new byte[32]);
        server.accounts().write(account.id(), in -> {
            for (int i = 0; i < 5000; i++) {
                in.mfaDevices().add(CodeDevice.newApp(MfaSerial.virtual(in.id(), EntityPath.ROOT, "app" + i)), seed);
            }
            return true;
        });
        assertRefused(
                () -> newApp("one-too-many"),
                409,
                "LimitExceeded",
                "Cannot exceed quota for VirtualMFADevicesPerAccount: 5000");
    }

    @Test
    void aPathIsCheckedInAwssWords() {
        for (String path : List.of("invalid-path/", "/invalid-path")) {
            assertRefused(
                    () -> iam.createVirtualMFADevice(
                            in -> in.virtualMFADeviceName("phone").path(path)),
                    400,
                    "ValidationError",
                    "The specified value for path is invalid. It must begin and end with / and contain only"
                            + " alphanumeric characters and/or / characters.");
        }
        assertRefused(
                () -> iam.createVirtualMFADevice(
                        in -> in.virtualMFADeviceName("phone").path("/" + "a".repeat(512) + "/")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'path' failed to satisfy constraint: Member must have length"
                        + " less than or equal to 512");
        assertThat(iam.createVirtualMFADevice(
                                in -> in.virtualMFADeviceName("phone").path("/test//double/"))
                        .virtualMFADevice()
                        .serialNumber())
                .isEqualTo(account.arn("mfa/test//double/phone"));
    }
}
