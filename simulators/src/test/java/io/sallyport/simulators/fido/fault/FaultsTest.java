// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {
    private static final Bytes CHANGE_PIN = Bytes.ofHex("06a201020204");
    private static final Bytes GET_PIN_RETRIES = Bytes.ofHex("06a201020201");
    private static final Bytes GET_ASSERTION = Bytes.ofHex("02a0");
    private static final Bytes SILENT_GET_ASSERTION = Bytes.ofHex("02a105a1627570f4");

    private final Faults faults = Faults.none();

    @Test
    void eachHasARowInTheDocumentsTableAndAnExpectedEnd() throws IOException {
        String table = Files.readString(Path.of("../docs/faults.md"));
        String outcomes = new String(
                Objects.requireNonNull(getClass().getResourceAsStream("outcomes.csv"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        for (Fault fault : Fault.values()) {
            assertThat(table).contains("| `" + fault.label() + "` | " + fault.place() + " |");
            assertThat(outcomes).contains("\n" + fault.label() + ",");
        }
        assertThat(table.lines().filter(line -> line.startsWith("| `")).count()).isEqualTo(Fault.values().length);
    }

    @Test
    void isFoundByItsLabelOnly() {
        assertThat(Fault.labelled("counter-back")).contains(Fault.COUNTER_BACK);
        assertThat(Fault.labelled("COUNTER_BACK")).isEmpty();
        assertThat(Stream.of(Fault.values()).map(Fault::label))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(40);
    }

    private List<Boolean> twistedIn(int exchanges) {
        List<Boolean> twisted = new ArrayList<>();
        byte[] signature = {1, 2, 3};
        for (int i = 0; i < exchanges; i++) {
            faults.request(GET_ASSERTION);
            boolean first = faults.signature(signature) != signature;
            // Whatever passes in the same exchange has the same fate.
            assertThat(faults.signature(signature) != signature).isEqualTo(first);
            twisted.add(first);
        }
        return twisted;
    }

    @Test
    void actsAsScripted() {
        assertThat(twistedIn(2)).containsExactly(false, false);
        faults.inject(Fault.BAD_SIGNATURE);
        assertThat(twistedIn(3)).containsExactly(true, true, true);
        faults.inject(Fault.BAD_SIGNATURE, When.once());
        assertThat(twistedIn(3)).containsExactly(true, false, false);
        faults.inject(Fault.BAD_SIGNATURE, When.from(3));
        assertThat(twistedIn(4)).containsExactly(false, false, true, true);
        faults.inject(Fault.BAD_SIGNATURE, When.from(2).times(1));
        assertThat(twistedIn(4)).containsExactly(false, true, false, false);
        faults.inject(Fault.BAD_SIGNATURE, When.during(Operation.REGISTRATION));
        assertThat(twistedIn(1)).containsExactly(false);
        assertThat(faults.acts(Fault.BAD_SIGNATURE)).isZero();
        faults.inject(Fault.BAD_SIGNATURE);
        faults.clear(Fault.BAD_SIGNATURE);
        assertThat(twistedIn(1)).containsExactly(false);
    }

    @Test
    void takesALookForCredentialsForNoAssertion() {
        faults.inject(Fault.BAD_SIGNATURE, When.next(Operation.ASSERTION));
        byte[] signature = {1, 2, 3};
        faults.request(SILENT_GET_ASSERTION);
        assertThat(faults.signature(signature)).isSameAs(signature);
        faults.request(GET_ASSERTION);
        assertThat(faults.signature(signature)).isNotEqualTo(signature);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"PIN_BLOCKED", "PIN_AUTH_BLOCKED"})
    void refusesPinsAndStillTellsHowManyTriesAreLeft(Fault fault) {
        faults.inject(fault);
        assertThatThrownBy(() -> faults.request(CHANGE_PIN))
                .isInstanceOfSatisfying(
                        CtapException.class,
                        refused -> assertThat(refused.status().name()).isEqualTo(fault.name()));
        assertThatCode(() -> faults.request(GET_PIN_RETRIES)).doesNotThrowAnyException();
    }

    @Test
    void saysWhoVouchesAndWhetherTheModelIsRevoked() {
        assertThat(faults.leaf()).isEqualTo(Leaf.GENUINE);
        assertThat(faults.isRevoked()).isFalse();
        faults.inject(Fault.MODEL_REVOKED);
        faults.inject(Fault.SELF_SIGNED_LEAF);
        assertThat(faults.isRevoked()).isTrue();
        assertThat(faults.leaf()).isEqualTo(Leaf.SELF_SIGNED);
    }
}
