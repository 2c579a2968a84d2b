// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.yubico.webauthn.data.AuthenticatorDataFlags;
import com.yubico.webauthn.data.AuthenticatorResponse;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.CollectedClientData;
import com.yubico.webauthn.data.UserVerificationRequirement;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.KeyRules;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What every answer of a key must say, in the order of WebAuthn L3 §7.1 steps 7 to 18 and §7.2 steps 10 to 19. The library
 * looks at all of it again, and its verdict stands: these tell which it was, and hold where it is lenient.
 */
final class AnswerChecks {
    private static final String CREATE = "webauthn.create";
    private static final String GET = "webauthn.get";

    private final WebSite site;
    private final ByteArray rpIdHash;
    private final List<ByteArray> appIdHash;

    AnswerChecks(WebSite site) {
        this.site = site;
        this.rpIdHash = hash(site.rpId());
        this.appIdHash = site.appId().map(AnswerChecks::hash).stream().toList();
    }

    /** @throws IamException with its {@link KeyRefusal} */
    void registration(AuthenticatorResponse response, ByteArray challenge, boolean verified) {
        clientData(response, CREATE, challenge);
        authenticatorData(response, rpIdHash, verified);
    }

    /**
     * @param byAppId whether the client says that the credential is one of U2F's, under the site's AppID (§10.1.1)
     * @throws IamException with its {@link KeyRefusal}
     */
    void assertion(AuthenticatorResponse response, ByteArray challenge, boolean verified, boolean byAppId) {
        clientData(response, GET, challenge);
        ByteArray hash = response.getParsedAuthenticatorData().getRpIdHash();
        authenticatorData(response, byAppId && appIdHash.contains(hash) ? hash : rpIdHash, verified);
    }

    private void clientData(AuthenticatorResponse response, String type, ByteArray challenge) {
        CollectedClientData data = response.getClientData();
        require(data.getType().equals(type), KeyRefusal.TYPE);
        require(data.getChallenge().equals(challenge), KeyRefusal.CHALLENGE);
        require(site.origins().contains(data.getOrigin()), KeyRefusal.ORIGIN);
        require(Framing.of(response.getClientDataJSON()).isExpected(site), KeyRefusal.CROSS_ORIGIN);
    }

    private static void authenticatorData(AuthenticatorResponse response, ByteArray hash, boolean verified) {
        AuthenticatorDataFlags flags = response.getParsedAuthenticatorData().getFlags();
        require(response.getParsedAuthenticatorData().getRpIdHash().equals(hash), KeyRefusal.RP_ID);
        require(flags.UP, KeyRefusal.USER_NOT_PRESENT);
        require(flags.UV || !verified, KeyRefusal.USER_NOT_VERIFIED);
        BackupState backup = BackupState.of(response);
        require(backup.eligible() || !backup.backedUp(), KeyRefusal.BACKUP_STATE);
    }

    /** Whether the user must have been verified: by what was asked, and by what the rules are now. */
    static boolean mustVerify(UserVerificationRequirement asked, KeyRules rules) {
        return asked == UserVerificationRequirement.REQUIRED
                || rules.userVerification() == KeyRules.UserVerification.REQUIRED;
    }

    /** @throws IamException unless it is so */
    static void require(boolean holds, KeyRefusal otherwise) {
        if (!holds) {
            throw otherwise.refusal();
        }
    }

    private static ByteArray hash(String id) {
        return new ByteArray(DigestUtils.sha256(id));
    }
}
