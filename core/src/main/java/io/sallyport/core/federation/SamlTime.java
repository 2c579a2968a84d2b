// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.w3c.dom.Element;

/** {@code xs:dateTime}, which SAML wants in UTC, whether or not it says so (SAML 2.0 Core, §1.3.3). */
final class SamlTime {
    private SamlTime() {}

    /**
     * The time in an attribute; empty for one that is not there.
     *
     * @throws DateTimeException for what is no time
     */
    static Optional<Instant> of(Element element, String attribute) {
        return SafeXml.attribute(element, attribute).map(SamlTime::parse);
    }

    private static Instant parse(String text) {
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    }
}
