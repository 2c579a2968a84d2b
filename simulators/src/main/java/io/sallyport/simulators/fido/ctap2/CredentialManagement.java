// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.Credentials;
import io.sallyport.simulators.fido.credential.RelyingParty;
import io.sallyport.simulators.fido.credential.User;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * authenticatorCredentialManagement (CTAP 2.1 §6.8), and what FIDO_2_1_PRE had of it. Relying parties and credentials are
 * told oldest first. The two enumerations go on beside one another, since people's programs ask for the credentials of one
 * relying party before they ask for the next; whatever changes a credential ends both.
 */
final class CredentialManagement implements Command {
    private final Chip chip;
    private final Credentials credentials;
    private final UserVerification verification;
    private final boolean preview;
    private final Remaining<RelyingParty> relyingParties;
    private final Remaining<Credential> ofRelyingParty;

    /** @param preview whether it is the vendor's command of FIDO_2_1_PRE (§6.13), which renames nobody */
    CredentialManagement(Chip chip, Credentials credentials, UserVerification verification, boolean preview) {
        this.chip = chip;
        this.credentials = credentials;
        this.verification = verification;
        this.preview = preview;
        this.relyingParties = new Remaining<>(chip.environment().clock());
        this.ofRelyingParty = new Remaining<>(chip.environment().clock());
    }

    @Override
    public void describe(Info info) {
        if (preview) {
            info.option("credentialMgmtPreview", true);
        } else {
            info.option("credMgmt", true).member(0x14, credentials.remaining());
        }
    }

    @Override
    public void forget() {
        relyingParties.clear();
        ofRelyingParty.clear();
    }

    @Override
    public Step run(Parameters parameters) {
        CredentialManagementRequest request = CredentialManagementRequest.parse(parameters);
        return new Step.Answer(
                switch (request.subcommand()) {
                    case 0x01 -> metadata(request);
                    case 0x02 -> enumerateRps(request);
                    case 0x03 -> CtapCbor.encode(describe(next(relyingParties)));
                    case 0x04 -> enumerateCredentials(request);
                    case 0x05 -> CtapCbor.encode(describe(next(ofRelyingParty)));
                    case 0x06 -> delete(request);
                    case 0x07 -> updateUser(request);
                    default -> throw new CtapException(CtapStatus.INVALID_SUBCOMMAND);
                });
    }

    private Bytes metadata(CredentialManagementRequest request) {
        verify(request, Optional.empty());
        return CtapCbor.encode(
                CBORObject.NewMap().Add(0x01, credentials.count()).Add(0x02, credentials.remaining()));
    }

    private Bytes enumerateRps(CredentialManagementRequest request) {
        verify(request, Optional.empty());
        List<RelyingParty> found = oldestFirst(credentials.relyingParties());
        return CtapCbor.encode(describe(relyingParties.begin(found)).Add(0x05, found.size()));
    }

    private Bytes enumerateCredentials(CredentialManagementRequest request) {
        requireParam(request);
        Bytes rpIdHash = request.rpIdHash();
        verify(request, Optional.of(rpIdHash));
        List<Credential> found = oldestFirst(credentials.discoverable(rpIdHash));
        return CtapCbor.encode(describe(ofRelyingParty.begin(found)).Add(0x09, found.size()));
    }

    private Bytes delete(CredentialManagementRequest request) {
        requireParam(request);
        Bytes id = request.credentialId();
        verify(request, find(id));
        forget();
        if (!credentials.delete(id)) {
            throw new CtapException(CtapStatus.NO_CREDENTIALS);
        }
        return Bytes.empty();
    }

    private Bytes updateUser(CredentialManagementRequest request) {
        if (preview) {
            throw new CtapException(CtapStatus.INVALID_SUBCOMMAND);
        }
        requireParam(request);
        Bytes id = request.credentialId();
        User user = User.parse(request.user()).withoutEmptyNames();
        verify(request, find(id));
        forget();
        credentials.updateUser(id, user);
        return Bytes.empty();
    }

    /** For whom a discoverable credential is; one that is not there stands in no token's way to being told so. */
    private Optional<Bytes> find(Bytes id) {
        return credentials
                .relyingPartyOf(id)
                .map(RelyingParty::idHash)
                .or(() -> verification.boundTo().map(rpId -> Bytes.of(DigestUtils.sha256(rpId))));
    }

    private static <T> List<T> oldestFirst(List<T> newestFirst) {
        if (newestFirst.isEmpty()) {
            throw new CtapException(CtapStatus.NO_CREDENTIALS);
        }
        List<T> reversed = new ArrayList<>(newestFirst);
        Collections.reverse(reversed);
        return reversed;
    }

    private static <T> T next(Remaining<T> remaining) {
        return remaining.next().orElseThrow(() -> new CtapException(CtapStatus.NOT_ALLOWED));
    }

    private static CBORObject describe(RelyingParty rp) {
        return CBORObject.NewMap()
                .Add(0x03, CBORObject.NewMap().Add("id", rp.id()))
                .Add(0x04, rp.idHash().toArray());
    }

    /** Names too, since nobody comes here without a token. */
    private CBORObject describe(Credential credential) {
        CBORObject described = CBORObject.NewMap()
                .Add(0x06, Parameters.require(credential.user()).toCbor())
                .Add(
                        0x07,
                        CBORObject.NewMap().Add("id", credential.id().toArray()).Add("type", "public-key"))
                .Add(
                        0x08,
                        CtapCbor.decode(
                                Parameters.require(credential.publicKey()).toArray()));
        if (chip.profile().extensions().contains("credProtect")) {
            described.Add(0x0a, credential.protection().level());
        }
        credential.largeBlobKey().ifPresent(key -> described.Add(0x0b, key.toArray()));
        return described;
    }

    private static void requireParam(CredentialManagementRequest request) {
        if (request.pinUvAuth().param().isEmpty()) {
            throw new CtapException(CtapStatus.PUAT_REQUIRED);
        }
    }

    /** @param rpIdHash whom the request is about; a token that is bound to a relying party is good for that one only */
    private void verify(CredentialManagementRequest request, Optional<Bytes> rpIdHash) {
        requireParam(request);
        Optional<String> bound = verification
                .boundTo()
                .filter(rpId -> rpIdHash.filter(Bytes.of(DigestUtils.sha256(rpId))::equals)
                        .isPresent());
        verification.require(request.pinUvAuth(), request.message(), Permission.CREDENTIAL_MANAGEMENT, bound);
    }
}
