// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.sallyport.simulators.fido.ctap2.Authenticator;
import io.sallyport.simulators.fido.hid.CtapHidDevice;
import io.sallyport.simulators.fido.u2f.U2f;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Writes down which error code of CTAPHID, CTAP1 and CTAP2 the simulated key gave in which test, for {@code .ci/codes} to
 * compare with docs/ctap21-coverage.md once all tests have run. The key tells its log.
 */
public final class CodesRecorder implements BeforeEachCallback, AfterEachCallback {
    private static final Path CODES = Path.of("target/codes.tsv");
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    /** Tests run one after the other; what a key's own thread says is said for the one that runs. */
    private static volatile Optional<String> running = Optional.empty();

    static {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (Class<?> teller : List.of(Authenticator.class, CtapHidDevice.class, U2f.class)) {
            Logger logger = context.getLogger(teller);
            Appender appender = new Appender();
            appender.setContext(context);
            appender.start();
            logger.addAppender(appender);
            logger.setLevel(Level.DEBUG);
            logger.setAdditive(false);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        running = Optional.of(name(context.getRequiredTestClass()) + "#"
                + context.getRequiredTestMethod().getName());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        running = Optional.empty();
    }

    private static String name(Class<?> test) {
        Class<?> outer = test.getEnclosingClass();
        return (outer == null ? "" : name(outer) + ".") + test.getSimpleName();
    }

    private static final class Appender extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            running.ifPresent(test -> write(event.getFormattedMessage().replaceFirst(" .* ", "\t") + "\t" + test));
        }

        private static void write(String line) {
            if (SEEN.add(line)) {
                try {
                    Files.createDirectories(CODES.getParent());
                    Files.writeString(CODES, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
