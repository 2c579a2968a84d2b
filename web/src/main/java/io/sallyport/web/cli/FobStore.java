// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.FobStock;
import io.sallyport.core.mfa.FobState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account's stock of fobs, wherever it is kept. */
interface FobStore extends AutoCloseable {
    /** What is to be done with a seed file. */
    record Import(Path file, SeedFiles opening, boolean dryRun, boolean quarantine) {}

    /** Which fobs are to be listed. */
    record Wanted(
            Set<FobState> states,
            @Nullable String user,
            @Nullable String maker) {}

    /** @return how many fobs are in the file, and in stock unless it was a dry run */
    int take(Import wanted, ProgressBar progress) throws IOException, InterruptedException;

    List<FobLine> list(Wanted wanted) throws IOException, InterruptedException;

    FobLine move(String serial, FobState to, Optional<FobStock.Codes> codes) throws IOException, InterruptedException;

    /** Writes an encrypted PSKC file. */
    void export(Set<FobState> states, SeedFiles opening, OutputStream out) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
