// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.core.IamException;
import io.sallyport.core.mfa.FobState;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The states of fobs as a request spells them. */
final class FobStates {
    private FobStates() {}

    /** @throws IamException {@code INVALID_INPUT} if one is none */
    static Set<FobState> of(Collection<String> names) {
        Set<FobState> states = EnumSet.noneOf(FobState.class);
        names.forEach(name -> states.add(of(name)));
        return states;
    }

    /** @throws IamException {@code INVALID_INPUT} if it is none */
    static FobState of(String name) {
        return Arrays.stream(FobState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> JsonBody.bad("a state is one of "
                        + Arrays.stream(FobState.values()).map(FobState::name).collect(Collectors.joining(", "))));
    }
}
