// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.util.stream.Stream;

/**
 * Names that everybody knows, which no password may be.
 *
 * @param account the account's alias, or its id
 * @param owner the user's name, or the root user's e-mail address
 */
public record PasswordNames(String account, String owner) {
    Stream<String> all() {
        return Stream.of(account, owner);
    }
}
