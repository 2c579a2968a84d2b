// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    @Test
    void areRandomUuidsByTheirFormAndAllDifferent() {
        RequestIds ids = new RequestIds();
        assertThat(Stream.generate(ids::next).limit(100_000).map(UUID::fromString))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.version() == 4 && id.variant() == 2);
    }
}
