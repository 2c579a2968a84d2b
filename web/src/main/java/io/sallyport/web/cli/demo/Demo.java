// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.demo;

import io.sallyport.core.account.AccountSetup.Secrets;
import io.sallyport.core.name.AccountId;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.otp.AuthenticatorApp;
import io.sallyport.simulators.otp.Fob;
import io.sallyport.web.aws.Api;
import io.sallyport.web.aws.SignedClient;
import io.sallyport.web.aws.SignedClient.Keys;
import io.sallyport.web.aws.SignedClient.Reply;
import io.sallyport.web.cli.signin.Person;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The story the demo tells. Everything in it goes over the wire to a real server; only the devices are simulated. */
public final class Demo {
    private static final String USER = "sara";
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration MARGIN = Duration.ofSeconds(4);

    /** Two minutes in a year, which is what fobs gain or lose on average. */
    private static final double DRIFT_PPM = 3.8;

    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "*",
             "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}""";

    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final Proof proof;
    private final URI server;
    private final URI origin;
    private final AccountId account;
    private final Secrets secrets;
    private final SignedClient aws;

    /**
     * A demo against a running server.
     *
     * @param server where it listens
     * @param origin what a browser would call it
     * @param secrets of the fresh account
     */
    public Demo(PrintWriter out, URI server, URI origin, AccountId account, Secrets secrets) {
        this.proof = new Proof(out);
        this.server = server;
        this.origin = origin;
        this.account = account;
        this.secrets = secrets;
        this.aws = new SignedClient(server);
    }

    /** @throws DemoFailed at the first step that does not hold */
    public void run() throws IOException, InterruptedException {
        Keys admin = administrator();
        proof.holds(
                call(admin, Api.STS, "GetCallerIdentity", Map.of()).body().contains("user/admin"),
                "account " + account + " is open; its administrator's access key is answered by the AWS API on "
                        + server);
        String password = hire(admin, USER);
        Keys sara = accessKey(admin);
        proof.holds(
                listUsers(sara).status() == 403,
                "refused: her access key alone may not iam:ListUsers, since her policy wants aws:MultiFactorAuthPresent");
        Person person = Person.user(server, account.value(), USER, password);
        app(person, sara);
        fob(person, admin);
        key(person);
        proof.holds(true, proof.steps() + " of " + proof.steps() + " steps held");
    }

    /** Makes somebody for whoever runs the demo to be; returns her password. */
    public String hireForKiosk() throws IOException, InterruptedException {
        return hire(administrator(), "guest");
    }

    private Keys administrator() {
        return Keys.longTerm(
                secrets.accessKey().id().value(), secrets.secretAccessKey().reveal());
    }

    private String hire(Keys admin, String name) throws IOException, InterruptedException {
        String password = "Demo-" + HexFormat.of().formatHex(bytes(8));
        call(admin, Api.IAM, "CreateUser", Map.of("UserName", name));
        call(admin, Api.IAM, "CreateLoginProfile", Map.of("UserName", name, "Password", password));
        Reply put = call(
                admin,
                Api.IAM,
                "PutUserPolicy",
                Map.of("UserName", name, "PolicyName", "with-mfa", "PolicyDocument", POLICY));
        proof.holds(
                put.status() == 200, "user " + name + " has a password and a policy: iam:* only with a second factor");
        return password;
    }

    private void app(Person person, Keys sara) throws IOException, InterruptedException {
        AuthenticatorApp phone = new AuthenticatorApp(clock);
        proof.holds(
                person.enterPassword().text("status").equals("SIGNED_IN"),
                "she signs in with her password: she has no device yet");
        Person.Reply created = person.device(Map.of("type", "app", "name", "phone"));
        AuthenticatorApp.Account scanned = phone.scan(Base64.getDecoder().decode(created.text("qr")));
        String serial = created.text("serial");
        Instant now = quietMoment();
        String[] codes = new String[4];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = scanned.codeAt(now.plus(STEP.multipliedBy(i - 2L)));
        }
        Person.Reply enabled = person.activate(Map.of("serial", serial, "code1", codes[0], "code2", codes[1]));
        proof.holds(
                enabled.status() == 200,
                "app enrolled: the simulated phone read the QR picture; two consecutive codes were accepted");
        Person.Reply signIn = person.enterPassword();
        proof.holds(
                signIn.text("status").equals("FACTOR_REQUIRED")
                        && person.enterCode(signIn, serial, codes[1]).status() == 403,
                "refused: the password alone no longer signs in, and the code used to enrol does not either");
        proof.holds(
                person.enterCode(signIn, serial, codes[2]).text("status").equals("SIGNED_IN")
                        && person.session().json().at("/mfa/method").asText().equals("totp"),
                "app: she signs in with password and code, and the session knows it");
        Map<String, String> withCode = Map.of("SerialNumber", serial, "TokenCode", codes[3]);
        Keys session = session(call(sara, Api.STS, "GetSessionToken", withCode));
        proof.holds(
                listUsers(session).status() == 200,
                "allowed: the same iam:ListUsers with a session that her code opened (sts:GetSessionToken)");
        proof.holds(
                call(sara, Api.STS, "GetSessionToken", withCode).status() == 403
                        && listUsers(sara).status() == 403,
                "refused: the same code a second time, and still the access key alone");
    }

    private void fob(Person person, Keys admin) throws IOException, InterruptedException {
        String serial = "GAHT" + String.format(Locale.ROOT, "%08d", random.nextInt(100_000_000));
        String csv = serial + ", " + HexFormat.of().formatHex(bytes(20)) + ", TOTP, 6, 30\n";
        Reply imported = aws.post(admin, "sallyport", "/api/v1/fobs", "text/csv; charset=utf-8", csv);
        TokenSeed seed = SeedFile.oathCsv(new StringReader(csv)).get(0);
        Instant now = quietMoment();
        String[] codes = new String[3];
        for (int i = 0; i < codes.length; i++) {
            Instant press = now.plus(STEP.multipliedBy(i - 1L));
            codes[i] = Fob.drifting(seed, () -> press, DRIFT_PPM, now.minus(Duration.ofDays(365)))
                    .press();
        }
        Person.Reply enabled =
                person.device(Map.of("type", "fob", "serial", serial, "code1", codes[0], "code2", codes[1]));
        proof.holds(
                imported.status() == 201 && enabled.status() == 201,
                "fob " + serial + " imported and enrolled: its clock is two minutes fast, and two codes told us so");
        proof.holds(
                person.enterCode(person.enterPassword(), serial, codes[2])
                                .text("status")
                                .equals("SIGNED_IN")
                        && person.session().json().at("/mfa/serial").asText().equals(serial),
                "fob: she signs in with password and code, inside three live codes around its own time");
    }

    private void key(Person person) throws IOException, InterruptedException {
        Environment environment = new Environment(clock, random, Presence.eager(), Storage.inMemory());
        try (SecurityKey key = SecurityKey.open(new SimulatedSecurityKey(environment).plugIn(), clock)) {
            Person.Reply begun = person.device(Map.of("type", "key"));
            String credential = key.register(begun.json().path("publicKey").toString(), origin.toString());
            proof.holds(
                    person.finishKey(begun, "keyring", credential).status() == 200,
                    "key enrolled: CTAP2 over 64-byte packets, its signature verified for " + origin);
            Person.Reply signIn = person.enterPassword();
            String publicKey = signIn.json().path("publicKey").toString();
            String elsewhere = key.authenticate(publicKey, "http://localhost:1");
            proof.holds(
                    person.touchKey(signIn, elsewhere).status() == 403,
                    "refused: what the key signed for a look-alike site");
            Person.Reply again = person.enterPassword();
            String assertion = key.authenticate(again.json().path("publicKey").toString(), origin.toString());
            proof.holds(
                    person.touchKey(again, assertion).text("status").equals("SIGNED_IN")
                            && person.session()
                                    .json()
                                    .at("/mfa/method")
                                    .asText()
                                    .equals("fido"),
                    "key: she signs in with password and touch, and the session knows it");
        }
    }

    private Keys accessKey(Keys admin) throws IOException, InterruptedException {
        String xml = call(admin, Api.IAM, "CreateAccessKey", Map.of("UserName", USER))
                .body();
        return Keys.longTerm(element(xml, "AccessKeyId"), element(xml, "SecretAccessKey"));
    }

    private static Keys session(Reply reply) {
        if (reply.status() != 200) {
            throw new DemoFailed("GetSessionToken was refused: " + element(reply.body(), "Code"));
        }
        return Keys.session(
                element(reply.body(), "AccessKeyId"),
                element(reply.body(), "SecretAccessKey"),
                element(reply.body(), "SessionToken"));
    }

    private Reply listUsers(Keys credentials) throws IOException, InterruptedException {
        return call(credentials, Api.IAM, "ListUsers", Map.of());
    }

    private Reply call(Keys credentials, Api api, String action, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return aws.call(credentials, api, action, parameters);
    }

    /** Now, but not so late in a time step that the next line would be in another. */
    private Instant quietMoment() throws InterruptedException {
        Instant now = clock.instant();
        long left = STEP.toMillis() - Math.floorMod(now.toEpochMilli(), STEP.toMillis());
        if (left > MARGIN.toMillis()) {
            return now;
        }
        Thread.sleep(left);
        return clock.instant();
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String element(String xml, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        return matcher.find() ? matcher.group(1) : "";
    }
}
