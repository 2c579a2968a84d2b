// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.yubico.internal.util.JacksonCodecs;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.exception.Base64UrlException;
import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of ceremonies: requests out, requests and responses back in. */
final class Ceremonies {
    /** A response holds an attestation with a certificate chain at most; ten kilobytes are a large one. */
    static final int MAX_RESPONSE = 64 * 1024;

    /** Hash of the rp id, flags, counter. */
    private static final int BARE_AUTHENTICATOR_DATA = 37;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As the library's own parsers, which make one for every text. */
    private static final ObjectMapper LIBRARY = JacksonCodecs.json();

    private static final ObjectReader ASSERTION = LIBRARY.readerFor(AssertionRequest.class);
    private static final ObjectReader ASSERTED = LIBRARY.readerFor(
            new TypeReference<
                    PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs>>() {});

    private Ceremonies() {}

    static Ceremony of(PublicKeyCredentialCreationOptions options) {
        try {
            String json = options.toJson();
            return new Ceremony(json, json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the library writes what it built", e);
        }
    }

    static Ceremony of(AssertionRequest request) {
        try {
            String options = JSON.readTree(request.toCredentialsGetJson())
                    .required("publicKey")
                    .toString();
            return new Ceremony(request.toJson(), options);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the library writes what it built", e);
        }
    }

    static PublicKeyCredentialCreationOptions registration(String request) {
        return parse("ceremony", request, PublicKeyCredentialCreationOptions::fromJson);
    }

    static AssertionRequest assertion(String request) {
        return parse("ceremony", request, ASSERTION::<AssertionRequest>readValue);
    }

    static PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> created(
            String response) {
        return answer(response, PublicKeyCredential::parseRegistrationResponseJson);
    }

    static PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> asserted(
            String response) {
        return answer(response, ASSERTED::readValue);
    }

    private static <T> T answer(String response, Parser<String, T> parser) {
        try {
            return parse("response", bounded(response), parser);
        } catch (IamException unreadable) {
            if (response.length() <= MAX_RESPONSE && UnreadableFlags.backedUpOnly(response)) {
                throw KeyRefusal.BACKUP_STATE.refusal(unreadable);
            }
            throw unreadable;
        }
    }

    /** Whether an assertion carries bytes that no flag announces (WebAuthn L3 §6.1): the library reads over them. */
    static boolean overlong(AuthenticatorAssertionResponse response) {
        var flags = response.getParsedAuthenticatorData().getFlags();
        return !flags.AT && !flags.ED && response.getAuthenticatorData().size() != BARE_AUTHENTICATOR_DATA;
    }

    /** Whose credential an answer says that it is, however little of the rest can be read; empty if it says nobody's. */
    static Optional<Bytes> userHandle(String response) {
        JsonNode told = parse("response", bounded(response), JSON::readTree).path("response");
        if (!told.isObject()) {
            throw malformed("response");
        }
        try {
            return Optional.ofNullable(told.path("userHandle").textValue())
                    .map(text -> Bytes.of(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException notBase64Url) {
            return Optional.empty();
        }
    }

    /** What a client tells of itself (WebAuthn L3 §5.8.1), members that the library passes over included. */
    static JsonNode clientData(ByteArray json) {
        return parse("response", json.getBytes(), JSON::readTree);
    }

    /** A registration as if its key had shown no attestation, for the library not to look at one that was verified. */
    static PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> unattested(
            PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> created) {
        AuthenticatorAttestationResponse response = created.getResponse();
        try {
            byte[] none = JacksonCodecs.cbor()
                    .writeValueAsBytes(JSON.createObjectNode()
                            .put("fmt", "none")
                            .put("authData", response.getAuthenticatorData().getBytes())
                            .set("attStmt", JSON.createObjectNode()));
            return created.toBuilder()
                    .response(AuthenticatorAttestationResponse.builder()
                            .attestationObject(new ByteArray(none))
                            .clientDataJSON(response.getClientDataJSON())
                            .transports(response.getTransports())
                            .build())
                    .build();
        } catch (IOException | Base64UrlException e) {
            throw new AssertionError("these were read before", e);
        }
    }

    private static String bounded(String response) {
        if (response.length() > MAX_RESPONSE) {
            throw malformed("response");
        }
        return response;
    }

    private interface Parser<I, T> {
        @Nullable T parse(I json) throws IOException;
    }

    private static <I, T> T parse(String what, I json, Parser<I, T> parser) {
        @Nullable T parsed;
        try {
            parsed = parser.parse(json);
        } catch (IOException | RuntimeException e) {
            // The library's parsers answer some malformed input with NullPointerException and its like.
            throw malformed(what);
        }
        if (parsed == null) {
            throw malformed(what);
        }
        return parsed;
    }

    private static IamException malformed(String what) {
        return new IamException(
                IamException.Kind.INVALID_INPUT,
                "The " + what + " is not a WebAuthn credential in JSON.",
                KeyRefusal.MALFORMED.told());
    }
}
