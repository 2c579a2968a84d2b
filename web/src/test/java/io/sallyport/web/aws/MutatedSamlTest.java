// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.federation.AssertionEncryption;
import io.sallyport.core.federation.SamlAssertion;
import io.sallyport.core.federation.SamlMetadataReader;
import io.sallyport.core.federation.SamlProvider;
import io.sallyport.core.federation.SamlResponseReader;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.AwsPipeline;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** A right response with a byte of it changed: refused, or what it says is what it said. The same changes every time. */
class MutatedSamlTest {
    private static final Instant NOW = AwsServer.START;
    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final String PROVIDER = "arn:aws:iam::123456789012:saml-provider/Idp";
    private static final int REQUESTS = 400;

    private final SamlPeer peer = SamlPeer.rsa();
    private final SamlResponseReader reader = new SamlResponseReader(
            new SamlProvider(
                    ACCOUNT.iam("saml-provider/Idp"),
                    new Ids(new SecureRandom()).unique(UniqueId.Prefix.SAMLSP, ACCOUNT),
                    AssertionEncryption.ALLOWED,
                    NOW,
                    NOW),
            SamlMetadataReader.read(peer.metadata()),
            List.of());
    private final Random random = new Random(20_261_124);

    private byte[] signed() {
        Document document = new SamlAnswer(NOW)
                .with("Role", "arn:aws:iam::123456789012:role/visitor," + PROVIDER)
                .with("RoleSessionName", "tyler")
                .document();
        peer.sign(SamlAnswer.assertionIn(document));
        return SamlAnswer.text(document).getBytes(StandardCharsets.UTF_8);
    }

    private Optional<SamlAssertion> read(byte[] xml) {
        try {
            return Optional.of(reader.read(Base64.getEncoder().encodeToString(xml), NOW));
        } catch (IamException refused) {
            return Optional.empty();
        }
    }

    private byte[] changed(byte[] original, int at) {
        byte[] changed = original.clone();
        changed[at] = (byte) (original[at] ^ (1 << random.nextInt(8)));
        return changed;
    }

    @Test
    void noChangedByteSaysAnythingElse() {
        byte[] original = signed();
        SamlAssertion said = read(original).orElseThrow();
        int accepted = 0;
        for (int at = 0; at < original.length; at++) {
            Optional<SamlAssertion> read = read(changed(original, at));
            int position = at;
            assertThat(read)
                    .as(() -> "byte " + position)
                    .satisfiesAnyOf(
                            one -> assertThat(one).isEmpty(),
                            one -> assertThat(one).contains(said));
            accepted += read.isPresent() ? 1 : 0;
        }
        // The certificate in it counts for nothing; nearly all the rest for something.
        assertThat(accepted).isLessThan(original.length * 2 / 3);
    }

    @Test
    void everyChangedByteOfSignedTextIsRefused() {
        byte[] original = signed();
        String text = new String(original, StandardCharsets.UTF_8);
        for (String part : List.of("tyler@example.com", "role/visitor", "urn:amazon:webservices", ">tyler<")) {
            int from = text.indexOf(part);
            for (int at = from; at < from + part.length(); at++) {
                assertThat(read(changed(original, at))).as(part).isEmpty();
            }
        }
    }

    @Test
    void noMutatedResponseIsOurFault() throws Exception {
        byte[] original = signed();
        try (AwsServer server = new AwsServer();
                AwsPipeline pipeline = new AwsPipeline(
                        server.accounts(), server.keys().tokens(), server.clock(), new SecureRandom())) {
            AwsServer.TestAccount account = server.account();
            String provider = server.iam(account.admin())
                    .createSAMLProvider(in -> in.name("Idp").samlMetadataDocument(peer.metadata()))
                    .samlProviderArn();
            for (int i = 0; i < REQUESTS; i++) {
                byte[] xml = original;
                for (int times = random.nextInt(4); times >= 0; times--) {
                    int from = random.nextInt(xml.length);
                    byte[] cut = Arrays.copyOf(xml, from);
                    xml = random.nextInt(4) == 0 && cut.length > 0 ? cut : changed(xml, from);
                }
                String body = "Action=AssumeRoleWithSAML&Version=2011-06-15&RoleArn=" + account.arn("role/visitor")
                        + "&PrincipalArn=" + provider + "&SAMLAssertion="
                        + URLEncoder.encode(Base64.getEncoder().encodeToString(xml), StandardCharsets.UTF_8);
                AwsEndpoint.Answer answer = pipeline.endpoint()
                        .handle(
                                new HttpMessage(
                                        "POST", "/", "", List.of(), Bytes.of(body.getBytes(StandardCharsets.UTF_8))),
                                new RequestFacts("127.0.0.1", false, "fuzz", null, null));
                assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
            }
        }
    }
}
