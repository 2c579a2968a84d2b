// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** The kinds of policy that each have to allow a request, in the order in which AWS names them. */
public enum PolicyLayer {
    IDENTITY("an identity-based policy", "identity-based policy"),
    PERMISSIONS_BOUNDARY("a permissions boundary", "permissions boundary"),
    SESSION("a session policy", "session policy");

    private final String indefinite;
    private final String noun;

    PolicyLayer(String indefinite, String noun) {
        this.indefinite = indefinite;
        this.noun = noun;
    }

    String explicitDeny() {
        return "with an explicit deny in " + indefinite;
    }

    String implicitDeny(String action) {
        return "because no " + noun + " allows the " + action + " action";
    }
}
