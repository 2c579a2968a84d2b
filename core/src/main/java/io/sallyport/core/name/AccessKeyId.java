// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sallyport.core.IamException;
import java.util.Optional;

/** {@code AKIA…} of a long-term key, {@code ASIA…} of a session: 16 to 128 word characters. */
public record AccessKeyId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccessKeyId {
        Syntax.require("accessKeyId", value, 16, 128, Syntax.WORD);
    }

    /** The account its letters encode; a hint that anybody can forge, never a proof. */
    public Optional<AccountId> encodedAccount() {
        try {
            return Optional.of(IdLayout.account(value.substring(4)));
        } catch (IamException | IllegalArgumentException notOfThatLayout) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
