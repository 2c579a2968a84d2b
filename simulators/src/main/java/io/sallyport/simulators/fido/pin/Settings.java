// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.List;
import java.util.Optional;

/** What authenticatorConfig sets (CTAP 2.1 §6.11), in the key's storage until it is reset. */
public final class Settings {
    /** maxRPIDsForSetMinPINLength, as the products have it. */
    public static final int MAX_RP_IDS = 1;

    private static final String RECORD = "fido.settings";

    private final Storage storage;
    private final int factoryMinimum;
    private final boolean factoryAlwaysUv;

    private record Values(int minPinLength, List<String> minPinLengthRpIds, boolean alwaysUv, boolean enterprise) {
        private static Values decode(byte[] cbor) {
            Parameters map = Parameters.of(CtapCbor.decode(cbor));
            return new Values(
                    map.integer("minPinLength").orElseThrow().intValue(),
                    map.texts("minPinLengthRpIds").orElseThrow(),
                    map.flag("alwaysUv").orElseThrow(),
                    map.flag("enterprise").orElseThrow());
        }

        private byte[] encode() {
            return CtapCbor.encode(CBORObject.NewMap()
                            .Add("minPinLength", minPinLength)
                            .Add("minPinLengthRpIds", CBORObject.FromObject(minPinLengthRpIds))
                            .Add("alwaysUv", alwaysUv)
                            .Add("enterprise", enterprise))
                    .toArray();
        }
    }

    Settings(Chip chip) {
        this.storage = chip.environment().storage();
        this.factoryMinimum = chip.profile().limits().minPinLength();
        this.factoryAlwaysUv = chip.profile().has(Feature.ALWAYS_UV_FROM_THE_FACTORY);
    }

    /** In code points. */
    public int minPinLength() {
        return values().minPinLength;
    }

    /** The relying parties that may know the minimum. */
    public List<String> minPinLengthRpIds() {
        return values().minPinLengthRpIds;
    }

    public boolean alwaysUv() {
        return values().alwaysUv;
    }

    public boolean enterpriseAttestation() {
        return values().enterprise;
    }

    public void setMinPinLength(int codePoints, Optional<List<String>> rpIds) {
        Values now = values();
        write(new Values(codePoints, rpIds.orElse(now.minPinLengthRpIds), now.alwaysUv, now.enterprise));
    }

    public void toggleAlwaysUv() {
        Values now = values();
        write(new Values(now.minPinLength, now.minPinLengthRpIds, !now.alwaysUv, now.enterprise));
    }

    public void enableEnterpriseAttestation() {
        Values now = values();
        write(new Values(now.minPinLength, now.minPinLengthRpIds, now.alwaysUv, true));
    }

    private Values values() {
        return storage.read(RECORD)
                .map(Values::decode)
                .orElseGet(() -> new Values(factoryMinimum, List.of(), factoryAlwaysUv, false));
    }

    private void write(Values values) {
        storage.write(RECORD, values.encode());
    }
}
