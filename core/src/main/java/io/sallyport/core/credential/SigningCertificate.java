// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.certificate.SigningCertificateUpload;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** A certificate that a user or root signs requests with. */
public record SigningCertificate(
        UniqueId id, UniqueId owner, SigningCertificateUpload certificate, boolean active, Instant uploadedAt) {}
