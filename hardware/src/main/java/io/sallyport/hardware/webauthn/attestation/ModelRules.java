// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.KeyRules;
import java.util.Optional;
import java.util.UUID;

/** Whether an account takes keys of a model. What a key says of itself without proof counts for nothing. */
public final class ModelRules {
    private final KeyRules rules;

    public ModelRules(KeyRules rules) {
        this.rules = rules;
    }

    /**
     * At enrolment. A model that is known to be revoked is never taken, whatever the rules.
     *
     * @param attested whether its attestation was verified up to a root
     * @param aaguid as the authenticator says; zeros for U2F
     * @param model what metadata says of it; empty without any
     * @return why not; empty if it is taken
     */
    public Optional<KeyRefusal> atEnrolment(boolean attested, Bytes aaguid, Optional<KeyModel> model) {
        boolean byModel =
                !rules.allowedModels().isEmpty() || !rules.deniedModels().isEmpty();
        if (!attested && (rules.attestedOnly() || byModel)) {
            return Optional.of(KeyRefusal.NOT_ATTESTED);
        }
        UUID named = AttestationTrust.uuid(aaguid);
        boolean left =
                !rules.allowedModels().isEmpty() && !rules.allowedModels().contains(named);
        if (left || rules.deniedModels().contains(named)) {
            return Optional.of(KeyRefusal.MODEL_NOT_ALLOWED);
        }
        return model.filter(KeyModel::revoked).map(revoked -> KeyRefusal.MODEL_REVOKED);
    }

    /** At every use afterwards: metadata may have learnt of something since. */
    public Optional<KeyRefusal> atUse(Optional<KeyModel> model) {
        return model.filter(known -> known.revoked() && rules.suspendRevoked())
                .map(revoked -> KeyRefusal.MODEL_REVOKED);
    }
}
