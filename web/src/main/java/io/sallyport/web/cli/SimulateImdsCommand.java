// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.simulators.imds.ContainerServer;
import io.sallyport.simulators.imds.Instance;
import io.sallyport.simulators.imds.MetadataOptions;
import io.sallyport.simulators.imds.MetadataServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "imds",
        description =
                "Hands a role's credentials to programs, as EC2's instance metadata or a container's endpoint does,"
                        + " until it is told to stop. Whoever starts it needs sallyport:DeliverRole and iam:PassRole; the role"
                        + " has to trust the service.",
        footer = {
            "%nIts own keys come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.",
            "A program finds it by AWS_EC2_METADATA_SERVICE_ENDPOINT=URL or, with --service ecs or eks, by",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI=URL."
        })
final class SimulateImdsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(names = "--endpoint", required = true, paramLabel = "URL", description = "The server that has the role.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private URI endpoint;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Holder holder;

    /** One of the two. */
    private static final class Holder {
        @Option(names = "--role", paramLabel = "NAME", description = "The role.")
        private @Nullable String role;

        @Option(names = "--instance-profile", paramLabel = "NAME", description = "The instance profile it is in.")
        private @Nullable String profile;
    }

    /** What the role is handed to. */
    private enum Service {
        EC2("ec2.amazonaws.com"),
        ECS("ecs-tasks.amazonaws.com"),
        EKS("pods.eks.amazonaws.com");

        private final String principal;

        Service(String principal) {
            this.principal = principal;
        }
    }

    @Option(
            names = "--service",
            paramLabel = "ec2|ecs|eks",
            defaultValue = "ec2",
            description = "An instance, a task or a pod (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String service;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "0 picks a free one (the default).")
    private int port;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "21600",
            description = "How long each set of credentials is valid (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--tokens",
            paramLabel = "required|optional|off",
            defaultValue = "required",
            description = "Whether an instance's programs have to use version 2 (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String tokens;

    @Option(names = "--hop-limit", paramLabel = "N", defaultValue = "1", description = "Of the token's way, 1 to 64.")
    private int hopLimit;

    @Option(
            names = "--hops",
            paramLabel = "N",
            defaultValue = "1",
            description = "How far away the programs are taken to be: 2 in a container on the instance.")
    private int hops;

    @Option(names = "--region", paramLabel = "REGION", defaultValue = "us-east-1", description = "The instance's.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String region;

    @Option(names = "--instance-id", paramLabel = "ID", description = "The instance's; becomes the session's name.")
    private @Nullable String instanceId;

    @Option(
            names = "--session-name",
            paramLabel = "NAME",
            defaultValue = "task",
            description = "Of a task's or pod's session (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String sessionName;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "What a task or pod has to authorize itself with, for AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE.")
    private @Nullable Path tokenFile;

    private final Termination termination = new Termination();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Service handedTo = choice(Service.class, "--service", service);
        SecureRandom random = new SecureRandom();
        try {
            if (handedTo == Service.EC2) {
                instance(random);
            } else {
                container(handedTo, random);
            }
        } catch (IllegalArgumentException makesNoSense) {
            throw new ParameterException(spec.commandLine(), String.valueOf(makesNoSense.getMessage()), makesNoSense);
        }
        termination.done();
        return 0;
    }

    private void instance(SecureRandom random) throws IOException, InterruptedException {
        MetadataOptions options =
                new MetadataOptions(port, choice(MetadataOptions.Tokens.class, "--tokens", tokens), hopLimit, hops);
        Instance launched = Instance.launch(region, random, Clock.systemUTC().instant());
        Instance instance = instanceId == null ? launched : launched.withId(instanceId);
        RolesOverHttp roles = roles().forInstance(instance.id(), instance.region());
        try (MetadataServer server = MetadataServer.start(options, instance, roles, Clock.systemUTC(), random)) {
            serve(server.uri());
        }
    }

    private void container(Service handedTo, SecureRandom random) throws IOException, InterruptedException {
        String role = holder.role;
        if (role == null) {
            throw new ParameterException(spec.commandLine(), "instance profiles are for instances: give --role");
        }
        Optional<String> authorization = tokenFile == null
                ? Optional.empty()
                : Optional.of(Files.readString(tokenFile).strip());
        RolesOverHttp roles = roles().forService(handedTo.principal, sessionName);
        try (ContainerServer server = ContainerServer.start(port, authorization, roles, Clock.systemUTC(), random)) {
            serve(server.uri());
        }
    }

    private void serve(URI uri) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        termination.await(() -> {
            out.println("listening on " + uri);
            out.flush();
        });
    }

    private RolesOverHttp roles() {
        String id = System.getenv("AWS_ACCESS_KEY_ID");
        String secret = System.getenv("AWS_SECRET_ACCESS_KEY");
        if (id == null || secret == null) {
            throw new Refused(
                    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to keys of somebody who may pass the role");
        }
        String token = System.getenv("AWS_SESSION_TOKEN");
        String path = holder.role == null
                ? "/api/v1/instance-profiles/" + holder.profile + "/credentials"
                : "/api/v1/roles/" + holder.role + "/credentials";
        return RolesOverHttp.of(endpoint, id, secret, token == null || token.isEmpty() ? null : token, path, seconds);
    }

    private <E extends Enum<E>> E choice(Class<E> type, String option, String given) {
        for (E one : type.getEnumConstants()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(given)) {
                return one;
            }
        }
        throw new ParameterException(spec.commandLine(), option + " does not take " + given);
    }
}
