// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.junit;

import io.sallyport.simulators.fido.metadata.MetadataBlob;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a test server was at a time.
 *
 * @param store a copy of its store
 * @param metadata what it had been told of its maker's models
 */
record Snapshot(Path store, Instant taken, Optional<MetadataBlob> metadata) {}
