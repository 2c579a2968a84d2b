// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.hardware.otp.Pskc;
import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.otp.Fleet;
import io.sallyport.simulators.otp.FobModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "fleet",
        description =
                "A box of fobs with serials in sequence: writes the seed file that its maker would ship (PSKC), and"
                        + " prints the serials.")
final class SimulateFleetCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(names = "--fobs", required = true, paramLabel = "N", description = "How many.")
    private int fobs;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The seed file (PSKC, RFC 6030).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path out;

    @Mixin
    private final SeedFiles seedFile = new SeedFiles();

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "The same seeds as OATH CSV too, which nothing encrypts.")
    private @Nullable Path csv;

    @Option(
            names = "--maker",
            paramLabel = "NAME",
            defaultValue = "gemalto",
            description = "gemalto or surepassid (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String maker;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "totp",
            description = "totp or hotp; SurePassID makes both (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String type;

    @Option(
            names = "--hash",
            paramLabel = "NAME",
            defaultValue = "sha1",
            description = "sha1, sha256 or sha512 (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String hash;

    @Option(names = "--digits", defaultValue = "6", description = "6, 7 or 8 (default: ${DEFAULT-VALUE}).")
    private int digits;

    @Option(
            names = "--period",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "A time-based fob's time step (default: ${DEFAULT-VALUE}).")
    private int period;

    @Option(
            names = "--first",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "The number in the first serial (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Draws the same fobs again for the same number; for tests only, since everybody can.")
    private @Nullable Long seed;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        if (fobs < 1 || fobs > MOST) {
            throw new ParameterException(spec.commandLine(), "--fobs takes a number from 1 to " + MOST);
        }
        SecureRandom secure = new SecureRandom();
        List<Fleet.Member> fleet = fleet(seed == null ? secure : new Random(seed));
        List<TokenSeed> tokens = fleet.stream().map(Fleet.Member::token).toList();
        SeedKey key = seedFile.key();
        write(out, to -> Pskc.write(to, tokens, key, secure));
        if (csv != null) {
            write(csv, to -> SeedFile.writeOathCsv(to, tokens));
        }
        format.print(
                spec.commandLine().getOut(),
                (text, ink) -> tokens.forEach(token -> text.println(token.serial())),
                fleet.stream().map(SimulateFleetCommand::described).toList());
        return 0;
    }

    private List<Fleet.Member> fleet(Random random) {
        FobModel model = choice(FobModel.values(), "--maker", maker);
        Algorithm algorithm = choice(Algorithm.values(), "--type", type);
        Hash function = choice(Hash.values(), "--hash", hash);
        try {
            OtpParameters parameters = new OtpParameters(algorithm, function, digits, Duration.ofSeconds(period));
            return Fleet.make(model, parameters, fobs, first, Fleet.Spread.USUAL, random);
        } catch (IllegalArgumentException unfit) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unfit.getMessage()), unfit);
        }
    }

    /** Drift and place are what no seed file says: with them {@code simulate fob} shows how this one runs. */
    private static Map<String, Object> described(Fleet.Member fob) {
        return Map.of("Serial", fob.token().serial(), "DriftPpm", fob.driftPpm(), "Place", fob.place());
    }

    private <E extends Enum<E>> E choice(E[] values, String option, String given) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(given.toLowerCase(Locale.ROOT))) {
                return value;
            }
        }
        throw new ParameterException(spec.commandLine(), option + " does not take " + given);
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** For its owner only: even an encrypted file names the fobs, and its password may be weak. */
    private static void write(Path file, Content content) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            content.writeTo(out);
        }
    }
}
