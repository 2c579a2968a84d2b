// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can go wrong with a simulated key, by name. {@code docs/faults.md} says of each what a correct relying
 * party or client makes of it.
 */
public enum Fault {
    /** The counter tells the same number again and again. */
    COUNTER_FIXED(Place.COUNTER.by(Counters::fixed)),
    /** The counter tells zero, as keys without a counter do. */
    COUNTER_ZERO(Place.COUNTER.by(Counters::zero)),
    /** The counter tells less than the time before, as the older of two copies does. */
    COUNTER_BACK(Place.COUNTER.by(Counters::back)),
    /** The counter leaps beyond 2³¹, and stays there. */
    COUNTER_JUMP(Place.COUNTER.by(Counters::jump)),

    /** Signed for another relying party. */
    WRONG_RP_ID_HASH(Place.AUTHENTICATOR_DATA.by(DataTampering::wrongRpIdHash)),
    /** User present when nobody was, and the other way round. */
    UP_FLIPPED(Place.AUTHENTICATOR_DATA.by(DataTampering.flag(0x01))),
    /** User verified when nobody was, and the other way round. */
    UV_FLIPPED(Place.AUTHENTICATOR_DATA.by(DataTampering.flag(0x04))),
    /** Backup eligible when it is not, and the other way round. */
    BE_FLIPPED(Place.AUTHENTICATOR_DATA.by(DataTampering.flag(0x08))),
    /** Backed up when it is not, and the other way round. */
    BS_FLIPPED(Place.AUTHENTICATOR_DATA.by(DataTampering.flag(0x10))),
    /** Of another model than its attestation says. */
    WRONG_AAGUID(Place.AUTHENTICATOR_DATA.by(DataTampering::wrongAaguid)),
    /** A new credential without the credential. */
    ATTESTED_DATA_MISSING(Place.AUTHENTICATOR_DATA.by(DataTampering::attestedDataMissing)),
    /** An assertion that announces a new credential. */
    ATTESTED_DATA_PROMISED(Place.AUTHENTICATOR_DATA.by(DataTampering::attestedDataPromised)),
    /** Extensions announced that do not come. */
    EXTENSION_DATA_MISSING(Place.AUTHENTICATOR_DATA.by(DataTampering::extensionDataMissing)),
    /** The output of an extension that nobody asked for. */
    UNSOLICITED_EXTENSION(Place.AUTHENTICATOR_DATA.by(DataTampering::unsolicitedExtension)),
    /** A byte less than the shortest authenticator data. */
    AUTHENTICATOR_DATA_TRUNCATED(Place.AUTHENTICATOR_DATA.by(DataTampering::truncated)),
    /** Bytes after the authenticator data that nothing announces. */
    AUTHENTICATOR_DATA_TRAILING(Place.AUTHENTICATOR_DATA.by(DataTampering::trailing)),
    /** A public key of an algorithm that was not asked for. */
    OTHER_ALGORITHM(Place.AUTHENTICATOR_DATA.by(DataTampering::otherAlgorithm)),
    /** A credential id of 1,024 bytes: one too many. */
    CREDENTIAL_ID_TOO_LONG(Place.AUTHENTICATOR_DATA.by(DataTampering::tooLongCredentialId)),

    /** Signed over other client data: another challenge, another origin. */
    WRONG_CHALLENGE(Place.CLIENT_DATA_HASH.by(hash -> new byte[hash.length])),

    /** A signature with a wrong bit. */
    BAD_SIGNATURE(Place.SIGNATURE.by(SignatureTampering::bad)),
    /** No signature. */
    EMPTY_SIGNATURE(Place.SIGNATURE.by(SignatureTampering::empty)),
    /** A signature of another algorithm, by another key. */
    SIGNATURE_OF_OTHER_ALGORITHM(Place.SIGNATURE.by(SignatureTampering::ofOtherAlgorithm)),
    /** A good ECDSA signature that is not in DER. */
    SIGNATURE_NOT_DER(Place.SIGNATURE.by(SignatureTampering::notDer)),

    /** The response's last byte is missing. */
    TRUNCATED_CBOR(Place.RESPONSE.by(ResponseTampering::truncated)),
    /** A number that takes more bytes than it needs. */
    NON_CANONICAL_CBOR(Place.RESPONSE.by(ResponseTampering::nonCanonical)),
    /** A member twice, with two values. */
    DUPLICATE_MEMBER(Place.RESPONSE.by(ResponseTampering::duplicateMember)),
    /** Members that no version of CTAP knows. */
    UNKNOWN_FIELDS(Place.RESPONSE.by(ResponseTampering::unknownFields)),
    /** Bytes after the response's map. */
    TRAILING_BYTES(Place.RESPONSE.by(ResponseTampering::trailingBytes)),
    /** Arrays in arrays, seven thousand deep. */
    CBOR_TOO_DEEP(Place.RESPONSE.by(ResponseTampering::tooDeep)),
    /** A string that announces two gigabytes. */
    CBOR_HUGE_LENGTH(Place.RESPONSE.by(ResponseTampering::hugeLength)),
    /** A text where bytes belong. */
    WRONG_TYPE(Place.RESPONSE.by(ResponseTampering::wrongType)),
    /** Not even a status. */
    EMPTY_RESPONSE(Place.RESPONSE.by(ResponseTampering::empty)),
    /** Success, and nothing to show for it. */
    STATUS_ONLY(Place.RESPONSE.by(ResponseTampering::statusOnly)),
    /** A status that no version of CTAP knows. */
    UNKNOWN_STATUS(Place.RESPONSE.by(ResponseTampering::unknownStatus)),
    /** The response that another command would have had. */
    RESPONSE_TO_OTHER_COMMAND(Place.RESPONSE.by(ResponseTampering::toOtherCommand)),
    /** An assertion of a credential that was not allowed. */
    WRONG_CREDENTIAL_ID(Place.RESPONSE.by(ResponseTampering::wrongCredentialId)),
    /** An assertion for somebody else's account. */
    WRONG_USER_HANDLE(Place.RESPONSE.by(ResponseTampering::wrongUserHandle)),
    /** An attestation by a certificate that was valid once. */
    ATTESTATION_EXPIRED(Place.LEAF.by(genuine -> Leaf.EXPIRED)),
    /** An attestation by a certificate that nobody else vouches for. */
    SELF_SIGNED_LEAF(Place.LEAF.by(genuine -> Leaf.SELF_SIGNED)),
    /** An attestation that names another algorithm than it was signed with. */
    ATTESTATION_ALGORITHM(Place.RESPONSE.by(ResponseTampering::attestationAlgorithm)),

    /** Every packet goes to another channel. */
    WRONG_CHANNEL(Place.PACKETS.by(PacketTampering::wrongChannel)),
    /** The second packet of each message is lost. */
    LOST_PACKET(Place.PACKETS.by(PacketTampering::lostPacket)),
    /** The response is lost. */
    LOST_RESPONSE(Place.PACKETS.by(PacketTampering::lostResponse)),
    /** The second packet of each message comes twice. */
    DUPLICATED_PACKET(Place.PACKETS.by(PacketTampering::duplicatedPacket)),
    /** The response comes twice. */
    DUPLICATED_RESPONSE(Place.PACKETS.by(PacketTampering::duplicatedResponse)),
    /** The last two packets of each message change places. */
    REORDERED_PACKETS(Place.PACKETS.by(PacketTampering::reorderedPackets)),
    /** A packet for another program, on its channel, comes in between. */
    INTERLEAVED_PACKET(Place.PACKETS.by(PacketTampering::interleavedPacket)),
    /** An error in the midst of a message, which goes on. */
    ERROR_MID_MESSAGE(Place.PACKETS.by(PacketTampering::errorMidMessage)),
    /** Thousands of keep-alives before the response. */
    KEEPALIVE_STORM(Place.PACKETS.by(PacketTampering::keepaliveStorm)),
    /** The answer to INIT is for somebody else. */
    WRONG_NONCE(Place.PACKETS.by(PacketTampering::wrongNonce)),
    /** The response comes as another kind of CTAPHID message. */
    WRONG_COMMAND(Place.PACKETS.by(PacketTampering::wrongCommand)),
    /** A message announces more than comes. */
    LENGTH_TOO_LARGE(Place.PACKETS.by(PacketTampering::lengthTooLarge)),
    /** A message announces less than comes. */
    LENGTH_TOO_SMALL(Place.PACKETS.by(PacketTampering::lengthTooSmall)),
    /** A message longer than messages can be. */
    OVERSIZE_RESPONSE(Place.PACKETS.by(PacketTampering::oversize)),
    /** Somebody else has the key, always. */
    CHANNEL_BUSY(Place.PACKETS.by(PacketTampering::channelBusy)),
    /** Reports of 63 bytes. */
    SHORT_REPORT(Place.REPORT.by(report -> ByteStrings.cut(report, 1))),

    /** Nobody touches the key. */
    TOUCH_NEVER(Place.TOUCH.by(Touches::never)),
    /** The touch takes ten seconds. */
    TOUCH_LATE(Place.TOUCH.by(Touches::late)),
    /** The person says no. */
    TOUCH_DECLINED(Place.TOUCH.by(Touches::declined)),

    /** No PIN is taken any more until the key is reset. */
    PIN_BLOCKED(Place.VERDICT.by(Refusals.ofPin(CtapStatus.PIN_BLOCKED))),
    /** No PIN is taken any more until the key is plugged in again. */
    PIN_AUTH_BLOCKED(Place.VERDICT.by(Refusals.ofPin(CtapStatus.PIN_AUTH_BLOCKED))),
    /** The key says that it is registered already. */
    CREDENTIAL_EXCLUDED(Place.VERDICT.by(Refusals.ofRegistration(CtapStatus.CREDENTIAL_EXCLUDED))),
    /** There is no room for another credential. */
    STORAGE_FULL(Place.VERDICT.by(Refusals.ofRegistration(CtapStatus.KEY_STORE_FULL))),
    /** The key has forgotten its credentials. */
    NO_CREDENTIALS(Place.VERDICT.by(Refusals.ofAssertion(CtapStatus.NO_CREDENTIALS))),

    /** The metadata list its model as revoked. */
    MODEL_REVOKED(Place.REVOCATION.by(revoked -> true)),

    /** The key starts again while it waits to be touched. */
    POWER_CYCLE(Place.POWER.by(power -> Power.CYCLED)),
    /** The key is pulled out while it waits to be touched. */
    UNPLUGGED(Place.POWER.by(power -> Power.UNPLUGGED));

    @SuppressWarnings("ImmutableEnumChecker") // A tampering is a place and a function, neither with a state.
    private final Tampering<?> tampering;

    Fault(Tampering<?> tampering) {
        this.tampering = tampering;
    }

    Tampering<?> tampering() {
        return tampering;
    }

    /** Its name on the command line, such as {@code counter-back}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where in the key it acts, for people. */
    public String place() {
        return tampering.place().toString();
    }

    public static Optional<Fault> labelled(String label) {
        return Arrays.stream(values()).filter(f -> f.label().equals(label)).findFirst();
    }
}
