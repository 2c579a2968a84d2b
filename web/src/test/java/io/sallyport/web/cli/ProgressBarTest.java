// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    @Test
    void movesWithTheBytesThatAreReadAndLeavesAnEmptyLine() throws IOException {
        StringWriter err = new StringWriter();
        try (ProgressBar bar = ProgressBar.on(new PrintWriter(err), true)) {
            bar.begin("reading", 1000);
            InputStream in = bar.watch(new ByteArrayInputStream(new byte[1000]));
            assertThat(in.readNBytes(500)).hasSize(500);
            assertThat(err.toString()).endsWith("\rreading [###############               ] 50 %");
            assertThat(in.read()).isZero();
            assertThat(in.readAllBytes()).hasSize(499);
            assertThat(err.toString()).endsWith("] 100 %");
        }
        assertThat(err.toString()).endsWith(" \r");
        assertThat(err.toString().chars().filter(c -> c == '\n')).isEmpty();
    }

    @Test
    void saysNothingToWhoeverIsNoTerminal() {
        StringWriter err = new StringWriter();
        try (ProgressBar bar = ProgressBar.on(new PrintWriter(err), false)) {
            bar.begin("reading", 10);
            bar.at(5);
        }
        assertThat(err.toString()).isEmpty();
    }
}
