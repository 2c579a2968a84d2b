// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.web.aws.Credentials.Known;
import io.sallyport.web.aws.Credentials.Lookup;
import io.sallyport.web.aws.Credentials.Reason;
import io.sallyport.web.aws.Credentials.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies both forms of Signature Version 4, in the header and in the query string, and refuses in AWS's own words. Safe for threads when the credentials are.
 *
 * <p>The order is AWS's: what is missing, then the scope, then the time, then the key, then the signature. All but the last
 * two need nothing from the store.
 */
public final class SignatureVerifier<P> {
    /** How far the clock of a caller may be off, either way. */
    public static final Duration SKEW = Duration.ofMinutes(15);

    /** What a region looks like; which one was meant makes no difference here. */
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]{1,12}){1,3}-[0-9]{1,2}|aws-global|local");

    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. "
                    + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private final Credentials<P> credentials;
    private final InstantSource clock;
    private final Consumer<Verified<P>> witness;
    private final SigningKeys keys = new SigningKeys();

    public SignatureVerifier(Credentials<P> credentials, InstantSource clock) {
        this(credentials, clock, verified -> {});
    }

    /** @param witness is told of every request whose signature was right; nothing waits for what it makes of that */
    public SignatureVerifier(Credentials<P> credentials, InstantSource clock, Consumer<Verified<P>> witness) {
        this.credentials = credentials;
        this.clock = clock;
        this.witness = witness;
    }

    /**
     * @param service that the credential must be scoped to, {@code iam} or {@code sts}
     * @throws WireException MissingAuthenticationToken, IncompleteSignature, SignatureDoesNotMatch, InvalidClientTokenId or
     *     ExpiredToken
     */
    public Verified<P> verify(HttpMessage request, String service) {
        Optional<String> header = request.header("Authorization").filter(value -> !value.isBlank());
        if (PresignedUrl.isIn(request)) {
            if (header.isPresent()) {
                throw doesNotMatch("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP"
                        + " header.");
            }
            PresignedUrl url = PresignedUrl.parse(request);
            return verify(url.asSigned(), service, url.authorization(), url.date(), url.securityToken(), url);
        }
        String sent = header.orElseThrow(() ->
                WireException.sender(403, "MissingAuthenticationToken", "Request is missing Authentication Token"));
        Optional<String> date = request.header("X-Amz-Date").or(() -> request.header("Date"));
        AuthorizationHeader authorization = AuthorizationHeader.parse(sent, date.isPresent());
        return verify(request, service, authorization, date.orElseThrow(), Optional.empty(), null);
    }

    /**
     * Refuses whose key is unknown or no longer counts, before a large body is read: all of {@link #verify} but the
     * signature itself, which covers the body.
     *
     * @throws WireException as {@link #verify}
     */
    public void requireKnown(HttpMessage head, String service) {
        Optional<String> date = head.header("X-Amz-Date").or(() -> head.header("Date"));
        AuthorizationHeader authorization =
                AuthorizationHeader.parse(head.header("Authorization").orElse(""), date.isPresent());
        requireSigned(head, authorization.signedHeaders());
        Instant signedAt = instant(date.orElseThrow());
        requireScope(authorization.scope(), service, signedAt);
        requireRecent(signedAt);
        known(authorization.accessKeyId(), head.header("X-Amz-Security-Token").orElse(null));
    }

    private Verified<P> verify(
            HttpMessage request,
            String service,
            AuthorizationHeader authorization,
            String date,
            Optional<String> tokenOfUrl,
            @Nullable PresignedUrl url) {
        requireSigned(request, authorization.signedHeaders());
        Instant signedAt = instant(date);
        requireScope(authorization.scope(), service, signedAt);
        requireRecent(signedAt);
        Known<P> known = known(
                authorization.accessKeyId(),
                tokenOfUrl.or(() -> request.header("X-Amz-Security-Token")).orElse(null));
        byte[] key = keys.get(authorization.accessKeyId(), known.secret(), authorization.scope());
        boolean right = isSigned(
                key, signedAt, authorization, SignatureV4.canonicalRequest(request, authorization.signedHeaders()));
        // Of a URL without a body it makes no difference which of the two its signer wrote for it.
        if (!right && url != null && request.body().length() == 0) {
            right = isSigned(
                    key,
                    signedAt,
                    authorization,
                    SignatureV4.canonicalRequest(request, authorization.signedHeaders(), SignatureV4.UNSIGNED_PAYLOAD));
        }
        if (!right) {
            throw doesNotMatch(MISMATCH);
        }
        keys.keep(authorization.accessKeyId(), known.secret(), authorization.scope(), key);
        Verified<P> verified = new Verified<>(
                authorization.accessKeyId(),
                known.principal(),
                authorization.scope().region(),
                service,
                signedAt);
        witness.accept(verified);
        return verified;
    }

    private static boolean isSigned(
            byte[] key, Instant signedAt, AuthorizationHeader authorization, String canonicalRequest) {
        String calculated =
                SignatureV4.signature(key, SignatureV4.stringToSign(signedAt, authorization.scope(), canonicalRequest));
        return SignatureV4.equal(calculated, authorization.signature());
    }

    private static void requireSigned(HttpMessage request, List<String> signedHeaders) {
        if (request.header("Host").isEmpty() || !signedHeaders.contains("host")) {
            throw doesNotMatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        request.headers().stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("x-amz-") && !signedHeaders.contains(name))
                .min(Comparator.naturalOrder())
                .ifPresent(name -> {
                    throw doesNotMatch("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
                });
    }

    /** {@code X-Amz-Date} is ISO 8601 basic; {@code Date} may also be the date of HTTP. */
    private static Instant instant(String date) {
        return BasicTime.parse(date.strip())
                .or(() -> parsed(date, BasicTime.FORMAT))
                .or(() -> parsed(date, DateTimeFormatter.RFC_1123_DATE_TIME))
                .orElseThrow(() -> WireException.sender(
                        400,
                        "IncompleteSignature",
                        "Date must be in ISO-8601 'basic format'. Got '" + date
                                + "'. See http://en.wikipedia.org/wiki/ISO_8601"));
    }

    private static Optional<Instant> parsed(String date, DateTimeFormatter format) {
        try {
            return Optional.of(format.parse(date.strip(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void requireScope(CredentialScope scope, String service, Instant signedAt) {
        List<String> wrong = new ArrayList<>();
        if (!REGION.matcher(scope.region()).matches()) {
            wrong.add("Credential should be scoped to a valid region.");
        }
        if (!scope.service().equals(service)) {
            wrong.add("Credential should be scoped to correct service: '" + service + "'.");
        }
        if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
            wrong.add("Credential should be scoped with a valid terminator: '" + CredentialScope.TERMINATOR + "', not '"
                    + scope.terminator() + "'.");
        }
        String date = BasicTime.date(signedAt);
        if (!scope.date().equals(date)) {
            wrong.add("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                    + scope.date() + "' != '" + date + "', from '" + BasicTime.format(signedAt) + "'.");
        }
        if (!wrong.isEmpty()) {
            throw doesNotMatch(String.join(" ", wrong));
        }
    }

    private void requireRecent(Instant signedAt) {
        Instant now = clock.instant();
        Instant earliest = now.minus(SKEW);
        Instant latest = now.plus(SKEW);
        if (signedAt.isBefore(earliest)) {
            throw doesNotMatch("Signature expired: " + basic(signedAt) + " is now earlier than " + basic(earliest)
                    + " (" + basic(now) + " - " + SKEW.toMinutes() + " min.)");
        }
        if (signedAt.isAfter(latest)) {
            throw doesNotMatch("Signature not yet current: " + basic(signedAt) + " is still later than " + basic(latest)
                    + " (" + basic(now) + " + " + SKEW.toMinutes() + " min.)");
        }
    }

    private Known<P> known(String accessKeyId, @Nullable String securityToken) {
        Lookup<P> lookup = credentials.lookup(accessKeyId, securityToken);
        if (lookup instanceof Known<P> known) {
            return known;
        }
        Reason reason = ((Refused<P>) lookup).reason();
        throw switch (reason) {
            case UNKNOWN, INACTIVE ->
                WireException.sender(
                        403, "InvalidClientTokenId", "The security token included in the request is invalid.");
            case EXPIRED ->
                WireException.sender(403, "ExpiredToken", "The security token included in the request is expired");
        };
    }

    private static String basic(Instant instant) {
        return BasicTime.format(instant);
    }

    private static WireException doesNotMatch(String message) {
        return WireException.sender(403, "SignatureDoesNotMatch", message);
    }
}
