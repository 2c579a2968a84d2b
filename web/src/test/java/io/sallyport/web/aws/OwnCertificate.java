// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.Packaged.Ran;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A certificate of {@code localhost} that it signed itself, made by OpenSSL, as PEM files. */
public record OwnCertificate(Path certificate, Path key) {
    public static OwnCertificate make(Path directory) throws Exception {
        OwnCertificate made = new OwnCertificate(directory.resolve("cert.pem"), directory.resolve("key.pem"));
        Ran ran = Packaged.run(
                directory,
                Map.of(),
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-keyout",
                        made.key.toString(),
                        "-out",
                        made.certificate.toString(),
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost"));
        assertThat(ran.exit()).as(ran.err()).isZero();
        return made;
    }

    /** The options of {@code serve} with it. */
    String[] serving() {
        return new String[] {"--host", "0.0.0.0", "--tls-cert", certificate.toString(), "--tls-key", key.toString()};
    }
}
