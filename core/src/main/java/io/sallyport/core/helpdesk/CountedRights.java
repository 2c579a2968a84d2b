// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.helpdesk;

import io.sallyport.core.accesscode.HelpDeskRules;
import io.sallyport.core.identity.User;
import io.sallyport.core.policy.diff.Surplus;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which of a user's rights an operator has to have too. Of administration, those by which one changes who may do what or
 * becomes somebody else: the actions of {@link #SERVICES} that do more than read. Not a user's over her own credentials
 * (IAM User Guide, "AWS: Allows IAM users to manage their own credentials"): everybody has those, and each over herself
 * only.
 */
record CountedRights(HelpDeskRules.Compares compares, String userName) implements Surplus.Counted {
    private static final Set<String> SERVICES =
            Set.of("account", "iam", "identitystore", "organizations", "sallyport", "sso", "sso-directory", "sts");

    private static final List<String> READING =
            List.of("decode", "describe", "generate", "get", "is", "list", "lookup", "search", "simulate");

    private static final Set<String> OF_HER_OWN = Set.of(
            "iam:changepassword",
            "iam:createaccesskey",
            "iam:createloginprofile",
            "iam:createservicespecificcredential",
            "iam:createvirtualmfadevice",
            "iam:deactivatemfadevice",
            "iam:deleteaccesskey",
            "iam:deleteloginprofile",
            "iam:deleteservicespecificcredential",
            "iam:deletesigningcertificate",
            "iam:deletesshpublickey",
            "iam:deletevirtualmfadevice",
            "iam:enablemfadevice",
            "iam:resetservicespecificcredential",
            "iam:resyncmfadevice",
            "iam:tagmfadevice",
            "iam:untagmfadevice",
            "iam:updateaccesskey",
            "iam:updateloginprofile",
            "iam:updateservicespecificcredential",
            "iam:updatesigningcertificate",
            "iam:updatesshpublickey",
            "iam:uploadsigningcertificate",
            "iam:uploadsshpublickey",
            "sallyport:createrecoverycodes",
            "sallyport:deleterecoverycodes",
            "sallyport:revokesessions");

    CountedRights(HelpDeskRules.Compares compares, User user) {
        this(compares, user.name().value());
    }

    @Override
    public boolean counts(String action) {
        return switch (compares) {
            case EVERYTHING -> true;
            case ADMINISTRATION -> {
                String lower = action.toLowerCase(Locale.ROOT);
                int colon = lower.indexOf(':');
                yield SERVICES.contains(lower.substring(0, Math.max(0, colon)))
                        && READING.stream().noneMatch(verb -> lower.startsWith(verb, colon + 1));
            }
        };
    }

    @Override
    public boolean counts(String action, String resource) {
        return !OF_HER_OWN.contains(action.toLowerCase(Locale.ROOT)) || !isHerOwn(resource);
    }

    /** Devices in stock and apps that nobody has enabled are nobody's yet. */
    private boolean isHerOwn(String resource) {
        return resource.contains(":mfa/") || (resource.contains(":user/") && resource.endsWith("/" + userName));
    }
}
