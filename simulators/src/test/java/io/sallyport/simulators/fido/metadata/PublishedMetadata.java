// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import com.yubico.fido.metadata.FidoMetadataDownloader;
import com.yubico.fido.metadata.FidoMetadataService;
import com.yubico.fido.metadata.MetadataBLOB;
import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** Yubico's reader of FIDO's metadata, made to trust an authority of ours. */
public final class PublishedMetadata {
    private PublishedMetadata() {}

    public static MetadataBLOB read(String blob, AttestationAuthority authority, InstantSource clock) throws Exception {
        return FidoMetadataDownloader.builder()
                .expectLegalHeader(MetadataBlob.LEGAL_HEADER)
                .useTrustRoot(authority.root())
                .useBlob(blob)
                .clock(Clock.fixed(clock.instant(), ZoneOffset.UTC))
                .useCrls(List.of(authority.revocationList()))
                .build()
                .loadCachedBlob();
    }

    /** Refuses models that are revoked, which is its default. */
    public static FidoMetadataService service(MetadataBlob blob, AttestationAuthority authority, InstantSource clock)
            throws Exception {
        return FidoMetadataService.builder()
                .useBlob(read(blob.sign(), authority, clock))
                .build();
    }
}
