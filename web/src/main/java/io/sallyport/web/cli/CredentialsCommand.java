// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "credentials",
        description =
                "Opens a session with MFA and prints its credentials, for AWS's CLI and SDKs as their"
                        + " credential_process. Asks for the code on the terminal, and no more until the session nears its end.",
        footer = {
            "%nWith --role-arn it is a role's session (AssumeRole), else one's own (GetSessionToken).",
            "One's own keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or from --profile.",
            "%nIn ~/.aws/config, with the path of this program and in one line:",
            "  [profile mfa]",
            "  credential_process = sallyport credentials --endpoint URL --mfa-serial ARN",
            "or, for a touch in the place of a code:",
            "  credential_process = sallyport credentials --endpoint URL --profile NAME --key"
        })
final class CredentialsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(names = "--endpoint", required = true, paramLabel = "URL", description = "The server that has the account.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private URI endpoint;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "Take one's own keys from this profile of the shared credentials file"
                    + " (AWS_SHARED_CREDENTIALS_FILE, ~/.aws/credentials).")
    private @Nullable String profile;

    @Option(names = "--mfa-serial", paramLabel = "ARN", description = "The MFA device, by its ARN or serial number.")
    private @Nullable String mfaSerial;

    @Option(
            names = "--key",
            description =
                    "Open the session by a security key in the place of a code: touch it. Sallyport's own; AWS has"
                            + " no such sessions.")
    private boolean byKey;

    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Option(
            names = "--origin",
            paramLabel = "URL",
            description = "With --key: what browsers reach the server by, where that is not the endpoint.")
    private @Nullable URI origin;

    @Option(names = "--role-arn", paramLabel = "ARN", description = "A role to assume.")
    private @Nullable String roleArn;

    @Option(
            names = "--role-session-name",
            paramLabel = "NAME",
            defaultValue = "sallyport",
            description = "Of the role's session (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String roleSessionName;

    @Option(names = "--external-id", paramLabel = "ID", description = "What the role's trust policy asks for.")
    private @Nullable String externalId;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description = "How long the session lasts (default: STS's, 12 hours or for a role one).")
    private @Nullable Integer seconds;

    @Option(
            names = "--cache",
            paramLabel = "FILE",
            description = "Where the credentials are kept (default: a file in the user's cache directory). Used until"
                    + " five minutes before they expire, or a fifth of their life if that is less.")
    private @Nullable Path cache;

    @Option(names = "--no-cache", description = "Keep nothing and ask every time.")
    private boolean noCache;

    @Option(names = "--code-stdin", description = "Read the code from standard input, a line, rather than ask for it.")
    private boolean codeStdin;

    @Override
    public Integer call() throws InterruptedException {
        check();
        Map<String, String> environment = System.getenv();
        OwnKeys own = profile == null ? OwnKeys.ofEnvironment(environment) : OwnKeys.ofProfile(profile);
        WantedSession asked = WantedSession.of(endpoint, mfaSerial, roleArn, roleSessionName, externalId, seconds);
        WantedSession wanted = byKey ? asked.withKey() : asked;
        CredentialsCache.Source source = byKey ? () -> byKey(own, wanted) : () -> byCode(own, wanted);
        SessionCredentials credentials = noCache
                ? source.open()
                : new CredentialsCache(cacheFile(environment, wanted.fingerprint(own.accessKeyId())), Clock.systemUTC())
                        .get(source);
        spec.commandLine().getOut().println(credentials.forProcess());
        return 0;
    }

    private SessionCredentials byCode(OwnKeys own, WantedSession wanted) throws InterruptedException {
        CodePrompt code = codeStdin ? CodePrompt.from(System.in) : CodePrompt.atTerminal();
        return new SessionsOverHttp(own, Clock.systemUTC()).open(wanted, code);
    }

    private SessionCredentials byKey(OwnKeys own, WantedSession wanted) throws InterruptedException {
        SessionsByKeyOverHttp sessions =
                new SessionsByKeyOverHttp(own, origin == null ? endpoint : origin, Clock.systemUTC());
        try {
            return key.use(open -> sessions.open(wanted, open));
        } catch (IOException failed) {
            throw new Refused(String.valueOf(failed.getMessage()), failed);
        }
    }

    private Path cacheFile(Map<String, String> environment, String fingerprint) {
        if (cache != null) {
            return cache;
        }
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        return CredentialsCache.directory(environment, home).resolve(fingerprint + ".json");
    }

    private void check() {
        boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
        require(http && endpoint.getHost() != null, "--endpoint takes a URL such as https://iam.example.com");
        require(
                mfaSerial != null || roleArn != null || byKey,
                "give --mfa-serial or --key for a session with MFA, --role-arn for a role's, or both");
        require(mfaSerial == null || !byKey, "give --mfa-serial or --key, not both");
        require(
                byKey || !(given("--device") || given("--pin-file")),
                "--device and --pin-file are for a key: give --key");
        require(byKey || origin == null, "--origin is for a key: give --key");
        require(roleArn != null || externalId == null, "--external-id is for a role: give --role-arn");
        require(roleArn != null || !given("--role-session-name"), "--role-session-name is for a role: give --role-arn");
        require(mfaSerial != null || !codeStdin, "--code-stdin is for a device: give --mfa-serial");
        require(seconds == null || seconds > 0, "--duration is a number of seconds");
        require(cache == null || !noCache, "give --cache or --no-cache, not both");
    }

    private boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
