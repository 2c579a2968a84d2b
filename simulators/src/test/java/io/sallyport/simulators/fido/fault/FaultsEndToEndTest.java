// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.hardware.DeviceException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each fault through simulator, packets, our host side and our relying party: what becomes of a registration, of one whose
 * attestation is asked for, and of an assertion, and that the next one, without the fault, works.
 */
@Timeout(60)
class FaultsEndToEndTest {
    private static final Set<Fault> WITHOUT_POWER = EnumSet.of(Fault.POWER_CYCLE, Fault.UNPLUGGED);

    private final Bench bench = new Bench();

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "outcomes.csv", numLinesToSkip = 1)
    void endsAsItShould(String label, String registration, String attested, String assertion) {
        Fault fault = Fault.labelled(label).orElseThrow();
        KeyCredential credential = bench.register();
        attempt(fault, Operation.ASSERTION, () -> bench.signIn(credential), assertion);
        attempt(fault, Operation.REGISTRATION, bench::register, registration);
        attempt(fault, Operation.REGISTRATION, bench::registerAttested, attested);
    }

    /** @param expected a kind and perhaps words of the reason; {@code -} if the fault has nothing to do with it */
    private void attempt(Fault fault, Operation operation, Runnable ceremony, String expected) {
        bench.faults().inject(fault, When.next(operation));
        Throwable thrown = catchThrowable(ceremony::run);
        assertThat(bench.faults().acts(fault) > 0).as("acted").isEqualTo(!expected.equals("-"));
        String kind = expected.equals("-") ? "accepted" : expected.split(" ", 2)[0];
        assertThat(told(thrown)).as("%s", operation).startsWith(kind);
        if (kind.equals("refused")) {
            // To the letter: "signature" is the beginning of "signature-counter".
            assertThat(told(thrown)).isEqualTo(expected);
        } else if (expected.contains(" ")) {
            assertThat(told(thrown)).contains(expected.split(" ", 2)[1]);
        }
        bench.faults().clear();
        if (WITHOUT_POWER.contains(fault)) {
            bench.plugInAgain();
        }
        ceremony.run();
    }

    private static String told(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "accepted";
        }
        if (thrown instanceof IamException refused) {
            String kind = refused.kind() == IamException.Kind.INVALID_AUTHENTICATION_CODE ? "refused" : "malformed";
            return kind + " " + refused.detail().orElseThrow();
        }
        assertThat(thrown).isInstanceOf(DeviceException.class);
        String status = thrown instanceof DeviceException.CtapRefused refused
                ? Integer.toHexString(refused.status()) + " "
                : "";
        return thrown.getClass().getSimpleName() + " " + status + thrown.getMessage();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "wrong-nonce, did not answer", "wrong-channel, did not answer", "lost-response, did not answer",
        "unknown-status, refused", "truncated-cbor, no sense", "channel-busy, another program"
    })
    void opensNoKeyThatIsWrongFromTheBeginning(String label, String reason) {
        Fault fault = Fault.labelled(label).orElseThrow();
        bench.faults().inject(fault);
        assertThat(catchThrowable(bench::plugInAgain))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(reason);
        bench.faults().clear();
        bench.plugInAgain();
        bench.register();
    }

    @Test
    void goesWrongInTheNextSuchOperationOnly() {
        KeyCredential credential = bench.register();
        bench.faults().inject(Fault.BAD_SIGNATURE, When.next(Operation.ASSERTION));
        bench.register();
        assertThat(catchThrowable(() -> bench.signIn(credential))).isInstanceOf(IamException.class);
        bench.signIn(credential);
    }
}
