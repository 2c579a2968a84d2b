// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.metadata.MetadataBlob;
import io.sallyport.simulators.fido.metadata.ModelStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "metadata",
        description =
                "What FIDO's Metadata Service would say of the simulated products, for a relying party that looks at"
                        + " attestation: writes blob.jwt, the list signed by the authority; root.pem, whom to trust for the list and"
                        + " for the keys; root.crl, what the root has revoked.")
final class SimulateMetadataCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final SimulatedAuthority authority = new SimulatedAuthority();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write them.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path out;

    @Option(
            names = "--status",
            paramLabel = "PRODUCT=STATUS",
            description =
                    "What is reported of a product, such as security-key-nfc-5.4.3=REVOKED; again for more. Products"
                            + " are FIDO_CERTIFIED_L1 otherwise.")
    private Map<String, String> statuses = new LinkedHashMap<>();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        AttestationAuthority maker = authority
                .open()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "say whose metadata: --authority DIR"));
        MetadataBlob blob = MetadataBlob.by(maker, Clock.systemUTC(), new SecureRandom())
                .withProducts(ModelStatus.FIDO_CERTIFIED_L1);
        for (Map.Entry<String, String> reported : statuses.entrySet()) {
            blob = blob.with(product(reported.getKey()), status(reported.getValue()));
        }
        Files.createDirectories(out);
        Map<String, String> written = new LinkedHashMap<>();
        written.put("Blob", write("blob.jwt", blob.sign().getBytes(StandardCharsets.US_ASCII)));
        written.put("Root", write("root.pem", maker.rootText().getBytes(StandardCharsets.US_ASCII)));
        try {
            written.put(
                    "RevocationList", write("root.crl", maker.revocationList().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("what was read from DER can be written in it", e);
        }
        format.print(spec.commandLine().getOut(), written);
        return 0;
    }

    private String write(String name, byte[] content) throws IOException {
        Path file = out.resolve(name);
        Files.write(file, content);
        return file.toString();
    }

    private KeyProfile product(String given) {
        return KeyProfile.byName(given)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--status does not know the product " + given + "; there are "
                                + Products.ALL.stream().map(KeyProfile::id).collect(Collectors.joining(", "))));
    }

    private ModelStatus status(String given) {
        return Stream.of(ModelStatus.values())
                .filter(status -> status.name().equals(given.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--status does not know " + given + "; there are "
                                + Stream.of(ModelStatus.values())
                                        .map(ModelStatus::name)
                                        .collect(Collectors.joining(", "))));
    }
}
