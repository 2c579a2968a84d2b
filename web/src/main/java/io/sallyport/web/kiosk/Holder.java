// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import io.sallyport.hardware.ctap.Interaction;
import io.sallyport.hardware.ctap.KeyEvent;
import io.sallyport.web.kiosk.Progress.State;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whoever stands at the kiosk with the key, by way of the page. Her PIN is kept until the enrolment ends, and no longer. */
final class Holder implements Interaction {
    private final Page page;
    private State touch = State.TOUCH;
    private char @Nullable [] pin;
    private @Nullable String words;

    Holder(Page page) {
        this.page = page;
    }

    /** What to tell when the key blinks. */
    void at(State state) {
        touch = state;
    }

    @Override
    public void on(KeyEvent event) {
        if (event == KeyEvent.TOUCH) {
            page.show(Progress.at(touch));
        }
    }

    @Override
    public Optional<char[]> pin(int triesLeft) {
        char[] known = pin;
        if (known == null) {
            page.show(new Progress(State.PIN, words, triesLeft, null, null));
            known = page.until(page::pin);
            pin = known;
        }
        // The caller overwrites what it gets.
        return Optional.of(known.clone());
    }

    /** @param why the one before would not do */
    char[] newPin(@Nullable String why) {
        page.show(Progress.at(State.NEW_PIN, why));
        char[] chosen = page.until(page::pin);
        pin = chosen;
        return chosen;
    }

    void wrong(@Nullable String why) {
        forget();
        words = why;
    }

    void forget() {
        char[] known = pin;
        if (known != null) {
            Arrays.fill(known, '\0');
        }
        pin = null;
    }
}
