// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.certificate.ServerCertificateUpload;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.ServerCertificateName;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;

/** A certificate of the account's for its servers. */
public record ServerCertificate(
        UniqueId id,
        ServerCertificateName name,
        EntityPath path,
        ServerCertificateUpload certificate,
        Instant uploadedAt) {

    public Arn arn(AccountId account) {
        return arn(account, path, name);
    }

    public static Arn arn(AccountId account, EntityPath path, ServerCertificateName name) {
        return account.iam("server-certificate" + path + name);
    }
}
