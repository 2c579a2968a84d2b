// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;

/** Runs what an action does for a caller, with no transaction around it and nobody asked. */
record Directly<C>(C caller) implements Action.Transaction<C> {
    static <C> SdkPojo perform(Action.Invocation<C> invocation, C caller) {
        return invocation.perform(new Directly<>(caller), new Directly<>(caller));
    }

    @Override
    public <T> T run(Function<C, T> work) {
        return work.apply(caller);
    }
}
