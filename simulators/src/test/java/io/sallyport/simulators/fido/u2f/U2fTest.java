// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.u2f;

import static io.sallyport.simulators.fido.u2f.U2fHost.CHECK_ONLY;
import static io.sallyport.simulators.fido.u2f.U2fHost.DO_NOT_ENFORCE;
import static io.sallyport.simulators.fido.u2f.U2fHost.ENFORCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.yubico.yubikit.fido.ctap.Ctap1Session.RegistrationData;
import com.yubico.yubikit.fido.ctap.Ctap1Session.SignatureData;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.u2f.U2fHost.Answer;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the key signs is judged by yubikit. */
class U2fTest {
    private static final byte[] CHALLENGE = filled(0xc0);
    private static final byte[] APPLICATION = filled(0xa9);

    private final ManualClock clock = new ManualClock();
    private final Storage storage = Storage.inMemory();
    private Presence.Answer person = Presence.Answer.TOUCHED;
    private boolean alwaysUv;
    private final U2fHost host = plugIn();

    private U2fHost plugIn() {
        Environment environment = new Environment(clock, new SeededRandom(9), waiting -> person, storage);
        Chip chip = new Chip(environment, Products.YUBIKEY_5_4, Faults.none());
        return new U2fHost(new U2f(chip, Attestation.of(chip), () -> alwaysUv));
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private RegistrationData register() {
        Answer answer = host.register(CHALLENGE, APPLICATION);
        assertThat(answer.status()).isEqualTo(0x9000);
        return new RegistrationData(answer.data().toArray());
    }

    private static long count(Answer answer) {
        assertThat(answer.status()).isEqualTo(0x9000);
        return Integer.toUnsignedLong(ByteBuffer.wrap(answer.data().toArray()).getInt(1));
    }

    @Nested
    @DisplayName("FIDO U2F Raw Message Formats 1.2 §4 U2F_REGISTER")
    class Register {
        @Test
        void answersWithAKeyOnP256AndAStatementThatVerifies() throws Exception {
            RegistrationData made = register();
            made.verify(APPLICATION, CHALLENGE);
            assertThat(made.getPublicKey()).hasSize(65).startsWith(4);
            assertThat(made.parsePublicKey().getAlgorithm()).isEqualTo("EC");
        }

        @Test
        void makesAnotherKeyEachTime() {
            assertThat(register().getPublicKey()).isNotEqualTo(register().getPublicKey());
        }

        @Test
        void doesNotMindWhatBrowsersPutIntoP1() {
            for (int p1 : new int[] {0x00, 0x03, 0x80, 0x83}) {
                assertThat(host.send(1, p1, new byte[64]).status()).isEqualTo(0x9000);
            }
        }

        @Test
        void refusesAnyOtherLength() {
            for (int length : new int[] {0, 1, 63, 65, 300}) {
                assertThat(host.send(1, 0, new byte[length]).status()).isEqualTo(0x6700);
            }
        }

        @Test
        void isRefusedAtOnceWhileNobodyTouchesTheKey() {
            person = Presence.Answer.NOT_YET;
            assertThat(host.register(CHALLENGE, APPLICATION)).isEqualTo(new Answer(Bytes.empty(), 0x6985));
            person = Presence.Answer.DECLINED;
            assertThat(host.register(CHALLENGE, APPLICATION)).isEqualTo(new Answer(Bytes.empty(), 0x6985));
        }
    }

    @Nested
    @DisplayName("FIDO U2F Raw Message Formats 1.2 §5 U2F_AUTHENTICATE")
    class Authenticate {
        private final RegistrationData made = register();

        private Answer sign(int control) {
            return host.authenticate(control, CHALLENGE, APPLICATION, made.getKeyHandle());
        }

        @Test
        void signsWithTheKeyOfTheHandle() throws Exception {
            Answer answer = sign(ENFORCE);
            SignatureData signed = new SignatureData(answer.data().toArray());
            signed.verify(APPLICATION, CHALLENGE, made.getPublicKey());
            assertThat(signed.getUserPresence()).isEqualTo((byte) 1);
        }

        @Test
        void signsUntouchedWhenAskedTo() throws Exception {
            person = Presence.Answer.NOT_YET;
            SignatureData signed = new SignatureData(sign(DO_NOT_ENFORCE).data().toArray());
            signed.verify(APPLICATION, CHALLENGE, made.getPublicKey());
            assertThat(signed.getUserPresence()).isZero();
        }

        @Test
        void counts() {
            long first = count(sign(ENFORCE));
            assertThat(count(sign(DO_NOT_ENFORCE))).isEqualTo(first + 1);
            assertThat(count(plugIn().authenticate(ENFORCE, CHALLENGE, APPLICATION, made.getKeyHandle())))
                    .isEqualTo(first + 2);
        }

        @Test
        void saysWhoseHandleItIsWithoutATouch() {
            person = Presence.Answer.NOT_YET;
            assertThat(sign(CHECK_ONLY).status()).isEqualTo(0x6985);
            for (int control : new int[] {CHECK_ONLY, ENFORCE, DO_NOT_ENFORCE}) {
                assertThat(host.authenticate(control, CHALLENGE, filled(1), made.getKeyHandle())
                                .status())
                        .isEqualTo(0x6a80);
            }
        }

        @Test
        void checksOnlyThoughTheKeyIsTouched() {
            long before = count(sign(ENFORCE));
            assertThat(sign(CHECK_ONLY)).isEqualTo(new Answer(Bytes.empty(), 0x6985));
            assertThat(count(sign(ENFORCE))).isEqualTo(before + 1);
        }

        @Test
        void knowsNoHandleThatIsChangedOrCut() {
            byte[] handle = made.getKeyHandle();
            for (int i = 0; i < handle.length; i++) {
                byte[] changed = handle.clone();
                changed[i] ^= 0x40;
                assertThat(host.authenticate(ENFORCE, CHALLENGE, APPLICATION, changed)
                                .status())
                        .isEqualTo(0x6a80);
                byte[] cut = Arrays.copyOf(handle, i);
                assertThat(host.authenticate(ENFORCE, CHALLENGE, APPLICATION, cut)
                                .status())
                        .isEqualTo(0x6a80);
            }
        }

        @Test
        void refusesALengthThatIsNotTheHandles() {
            byte[] handle = made.getKeyHandle();
            byte[] parts = U2fHost.concat(CHALLENGE, APPLICATION, new byte[] {(byte) (handle.length + 1)}, handle);
            assertThat(host.send(2, ENFORCE, parts).status()).isEqualTo(0x6700);
            parts[64] = (byte) (handle.length - 1);
            assertThat(host.send(2, ENFORCE, parts).status()).isEqualTo(0x6700);
            assertThat(host.send(2, ENFORCE, Arrays.copyOf(parts, 64)).status()).isEqualTo(0x6700);
        }

        @Test
        void refusesAnyOtherControlByte() {
            for (int control = 0; control < 256; control++) {
                if (control != ENFORCE && control != CHECK_ONLY && control != DO_NOT_ENFORCE) {
                    assertThat(sign(control).status()).isEqualTo(0x6a86);
                }
            }
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §7.2.4: while the user must always be verified")
    class AlwaysUv {
        @Test
        void neitherRegistersNorSigns() {
            RegistrationData made = register();
            alwaysUv = true;
            assertThat(host.register(CHALLENGE, APPLICATION).status()).isEqualTo(0x6986);
            for (int control : new int[] {ENFORCE, CHECK_ONLY, DO_NOT_ENFORCE}) {
                assertThat(host.authenticate(control, CHALLENGE, APPLICATION, made.getKeyHandle())
                                .status())
                        .isEqualTo(0x6986);
            }
        }
    }

    @Nested
    @DisplayName("a touch")
    class Touched {
        private Duration waited = Duration.ZERO;
        private final U2fHost patient;

        Touched() {
            Environment environment = new Environment(clock, new SeededRandom(9), this::look, storage);
            Chip chip = new Chip(environment, Products.YUBIKEY_5_4, Faults.none());
            patient = new U2fHost(new U2f(chip, Attestation.of(chip), () -> false));
        }

        private Presence.Answer look(Duration waiting) {
            waited = waiting;
            return waiting.toSeconds() < 2 ? Presence.Answer.NOT_YET : Presence.Answer.TOUCHED;
        }

        private int poll() {
            return patient.register(CHALLENGE, APPLICATION).status();
        }

        @Test
        void isWaitedForByAskingAgainAndServesOneCommand() {
            assertThat(poll()).isEqualTo(0x6985);
            clock.advance(Duration.ofMillis(1500));
            assertThat(poll()).isEqualTo(0x6985);
            clock.advance(Duration.ofMillis(500));
            assertThat(poll()).isEqualTo(0x9000);
            assertThat(poll()).isEqualTo(0x6985);
            assertThat(waited).isZero();
        }

        @Test
        void isNoLongerWaitedForWhenTheHostHasGoneAway() {
            assertThat(poll()).isEqualTo(0x6985);
            clock.advance(Touch.FORGOTTEN.plusMillis(1));
            assertThat(poll()).isEqualTo(0x6985);
            assertThat(waited).isZero();
        }
    }
}
