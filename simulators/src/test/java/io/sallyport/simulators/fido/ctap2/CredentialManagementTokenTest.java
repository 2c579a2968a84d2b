// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.pin.Permission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CTAP 2.1 §6.8: who may manage credentials")
class CredentialManagementTokenTest {
    private static final int COMMAND = 0x0a;
    private static final int PREVIEW = 0x41;

    private final ManagedKey key = ManagedKey.plugIn();
    private final byte[] mine = key.register("example.org", 1);
    private final byte[] other = key.register("example.net", 1);

    /** Subcommands that want a token, and parameters that they would take. */
    private Map<Integer, CBORObject> guarded() {
        CBORObject user = CBORObject.NewMap().Add("id", new byte[] {1}).Add("name", "tyler");
        return Map.of(
                1, CBORObject.NewMap(),
                2, CBORObject.NewMap(),
                4, ManagedKey.of("example.org"),
                6, ManagedKey.naming(mine),
                7, ManagedKey.naming(mine).Add(3, user));
    }

    private CtapStatus status(CBORObject request) {
        return key.host().status(COMMAND, request);
    }

    private CBORObject without(CBORObject request, int member) {
        request.Remove(CBORObject.FromObject(member));
        return request;
    }

    @Test
    void nobodyWithoutAToken() {
        key.unlock();
        guarded().forEach((subcommand, details) -> {
            assertThat(status(without(key.signed(subcommand, details), 4))).isEqualTo(CtapStatus.PUAT_REQUIRED);
            assertThat(status(without(key.signed(subcommand, details), 3))).isEqualTo(CtapStatus.MISSING_PARAMETER);
        });
    }

    @Test
    void nobodyWithoutAPinEither() {
        guarded()
                .forEach((subcommand, details) ->
                        assertThat(key.manageStatus(subcommand, details)).isEqualTo(CtapStatus.PUAT_REQUIRED));
    }

    @Test
    void nobodyWithATokenOfAnUnknownProtocol() {
        key.unlock();
        CBORObject request = key.signed(1, null);
        assertThat(status(request.Set(3, CBORObject.FromObject(3)))).isEqualTo(CtapStatus.INVALID_PARAMETER);
    }

    @Test
    void nobodyWithAnotherMessagesParam() {
        key.unlock();
        guarded().forEach((subcommand, details) -> {
            CBORObject request = key.signed(subcommand, details);
            byte[] wrong = request.get(4).GetByteString();
            wrong[0] ^= 1;
            assertThat(status(request.Set(4, CBORObject.FromObject(wrong)))).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        });
        CBORObject swapped = key.signed(6, ManagedKey.naming(mine)).Set(2, ManagedKey.naming(other));
        assertThat(status(swapped)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        CBORObject bare = key.signed(1, null).Set(1, CBORObject.FromObject(2));
        assertThat(status(bare)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
    }

    @Test
    void nobodyWithoutThePermission() {
        key.setPin();
        key.unlock(key.pin()
                .token(
                        ManagedKey.PIN,
                        EnumSet.of(Permission.MAKE_CREDENTIAL, Permission.GET_ASSERTION),
                        "example.org"));
        guarded()
                .forEach((subcommand, details) ->
                        assertThat(key.manageStatus(subcommand, details)).isEqualTo(CtapStatus.PIN_AUTH_INVALID));
        key.unlock(key.pin().token(ManagedKey.PIN));
        assertThat(key.manageStatus(1)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
    }

    @Nested
    class WithATokenOfOneRelyingParty {
        private void unlockFor(String rpId) {
            key.setPin();
            key.unlock(key.pin().token(ManagedKey.PIN, Set.of(Permission.CREDENTIAL_MANAGEMENT), rpId));
        }

        @Test
        void managesThatOne() {
            unlockFor("example.org");
            assertThat(key.manageStatus(4, ManagedKey.of("example.org"))).isEqualTo(CtapStatus.OK);
            assertThat(key.manageStatus(7, Objects.requireNonNull(guarded().get(7))))
                    .isEqualTo(CtapStatus.OK);
            assertThat(key.manageStatus(6, ManagedKey.naming(mine))).isEqualTo(CtapStatus.OK);
            assertThat(key.manageStatus(4, ManagedKey.of("example.org"))).isEqualTo(CtapStatus.NO_CREDENTIALS);
        }

        @Test
        void managesNoOther() {
            unlockFor("example.net");
            assertThat(key.manageStatus(1)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            assertThat(key.manageStatus(2)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            for (int subcommand : new int[] {4, 6, 7}) {
                assertThat(key.manageStatus(
                                subcommand, Objects.requireNonNull(guarded().get(subcommand))))
                        .isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            }
            assertThat(key.signInStatus("example.org", mine)).isEqualTo(CtapStatus.OK);
        }
    }

    @Test
    void managesAllWithATokenOfNone() {
        key.unlock();
        key.manage(4, ManagedKey.of("example.org"));
        key.manage(6, ManagedKey.naming(mine));
        key.manage(6, ManagedKey.naming(other));
        assertThat(key.manage(1).get(1).AsInt32()).isZero();
    }

    @Test
    void wantsWhatASubcommandIsAbout() {
        key.unlock();
        CBORObject noId = CBORObject.NewMap().Add(2, CBORObject.NewMap().Add("type", "public-key"));
        CBORObject noType = CBORObject.NewMap().Add(2, CBORObject.NewMap().Add("id", mine));
        for (int subcommand : new int[] {4, 6, 7}) {
            assertThat(key.manageStatus(subcommand)).isEqualTo(CtapStatus.MISSING_PARAMETER);
            assertThat(key.manageStatus(subcommand, CBORObject.NewMap())).isEqualTo(CtapStatus.MISSING_PARAMETER);
        }
        assertThat(key.manageStatus(6, noId)).isEqualTo(CtapStatus.MISSING_PARAMETER);
        assertThat(key.manageStatus(6, noType)).isEqualTo(CtapStatus.MISSING_PARAMETER);
        assertThat(key.manageStatus(7, ManagedKey.naming(mine))).isEqualTo(CtapStatus.MISSING_PARAMETER);
        assertThat(status(CBORObject.NewMap())).isEqualTo(CtapStatus.MISSING_PARAMETER);
        assertThat(status(CBORObject.NewMap().Add(1, "1"))).isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 8, 0xff, 0x101, 0x1_0000_0001L})
    void knowsNoOtherSubcommand(long subcommand) {
        key.unlock();
        assertThat(status(CBORObject.NewMap().Add(1, subcommand))).isEqualTo(CtapStatus.INVALID_SUBCOMMAND);
    }

    @Nested
    @DisplayName("FIDO_2_1_PRE")
    class Preview {
        private final ManagedKey older = ManagedKey.plugIn(Products.YUBIKEY_5_4, 1);
        private final byte[] id = older.register("example.org", 1);

        @Test
        void isManagedByTheTokenOfCtap20() {
            older.setPin();
            older.unlock(older.pin().token(ManagedKey.PIN));
            Ctap2Host host = older.host();
            assertThat(host.succeed(PREVIEW, older.signed(1, null)).get(1).AsInt32())
                    .isEqualTo(1);
            assertThat(host.succeed(PREVIEW, older.signed(2, null)).get(5).AsInt32())
                    .isEqualTo(1);
            CBORObject told = host.succeed(PREVIEW, older.signed(4, ManagedKey.of("example.org")));
            assertThat(told.get(7).get("id").GetByteString()).isEqualTo(id);
            host.succeed(PREVIEW, older.signed(6, ManagedKey.naming(id)));
            assertThat(host.succeed(PREVIEW, older.signed(1, null)).get(1).AsInt32())
                    .isZero();
        }

        @Test
        void renamesNobodyAndHasNoOtherCommand() {
            older.setPin();
            older.unlock(older.pin().token(ManagedKey.PIN));
            CBORObject user = CBORObject.NewMap().Add("id", new byte[] {1});
            assertThat(older.host()
                            .status(
                                    PREVIEW,
                                    older.signed(7, ManagedKey.naming(id).Add(3, user))))
                    .isEqualTo(CtapStatus.INVALID_SUBCOMMAND);
            assertThat(older.manageStatus(1)).isEqualTo(CtapStatus.INVALID_COMMAND);
        }
    }
}
