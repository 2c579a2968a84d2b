// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** The kinds of policy that take part in a decision, in the order in which AWS looks at them. */
public enum PolicyLayer {
    /** Policies of an organization about its principals. */
    SERVICE_CONTROL(1, "a service control policy", "service control policy"),
    /** Policies of an organization about its resources. */
    RESOURCE_CONTROL(2, "a resource control policy", "resource control policy"),
    /** The policy of the resource that is asked for; a role's trust policy is one. */
    RESOURCE(4, "a resource-based policy", "resource-based policy"),
    IDENTITY(8, "an identity-based policy", "identity-based policy"),
    PERMISSIONS_BOUNDARY(16, "a permissions boundary", "permissions boundary"),
    SESSION(32, "a session policy", "session policy");

    private final int bit;
    private final String indefinite;
    private final String noun;

    PolicyLayer(int bit, String indefinite, String noun) {
        this.bit = bit;
        this.indefinite = indefinite;
        this.noun = noun;
    }

    int bit() {
        return bit;
    }

    String explicitDeny() {
        return "with an explicit deny in " + indefinite;
    }

    String implicitDeny(String action) {
        return "because no " + noun + " allows the " + action + " action";
    }
}
