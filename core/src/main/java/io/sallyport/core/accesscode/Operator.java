// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.accesscode;

/**
 * Who acted for the help desk.
 *
 * @param id the unique id of a user or of root, of a role's session the role's and the source identity
 * @param person what tells people apart, whatever they act as: user name or source identity, in lower case
 */
public record Operator(String id, String person, String arn) {
    /** Whether both are, or may be, one person. */
    public boolean isSame(Operator other) {
        return id.equals(other.id) || person.equals(other.person);
    }
}
