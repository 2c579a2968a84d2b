// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The condition keys that nobody else tells us: those about principals, and of somebody who showed a credential those
 * about that too. What is not there is known as well: a key without MFA is not given any by whoever asks.
 */
final class KnownKeys {
    private static final Set<String> OF_PRINCIPALS = Set.of(
            "aws:calledvia",
            "aws:calledviafirst",
            "aws:calledvialast",
            "aws:currenttime",
            "aws:epochtime",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalisawsservice",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:principalservicename",
            "aws:principalservicenameslist",
            "aws:principaltype",
            "aws:userid",
            "aws:username",
            "aws:viaawsservice");

    private static final Set<String> OF_CREDENTIALS = Set.of(
            "aws:federatedprovider",
            "aws:multifactorauthage",
            "aws:multifactorauthpresent",
            "aws:requestedregion",
            "aws:sourceidentity",
            "aws:tokenissuetime",
            "ec2:roledelivery",
            "ec2:sourceinstancearn");

    private static final String PRINCIPAL_TAG = "aws:principaltag/";
    private static final List<String> KINDS_OF_CREDENTIALS = List.of("saml:", "sallyport:mfa");

    private KnownKeys() {}

    /** Puts the keys that whoever asks may say, and returns the names of the others. */
    static SortedSet<String> putOthers(
            RequestContext.Builder context, Account account, Subject subject, AuthorizationRequest asked) {
        SortedSet<String> ignored = new TreeSet<>();
        RequestContext given = asked.context();
        for (String key : given.keys()) {
            if (isKnown(key, account, subject, asked.resource())) {
                ignored.add(key);
            } else if (given.single(key).isPresent()) {
                context.put(key, given.single(key).get());
            } else {
                context.putMultivalued(key, given.values(key));
            }
        }
        return ignored;
    }

    private static boolean isKnown(String name, Account account, Subject subject, String resource) {
        String key = name.toLowerCase(Locale.ROOT);
        if (key.equals("aws:userid")) {
            return !subject.isAnySession();
        }
        return OF_PRINCIPALS.contains(key)
                || key.startsWith(PRINCIPAL_TAG)
                || ResourceKeys.areKnown(account, resource, key)
                || (subject.proven() && isOfCredentials(key, subject));
    }

    private static boolean isOfCredentials(String key, Subject subject) {
        return OF_CREDENTIALS.contains(key)
                || KINDS_OF_CREDENTIALS.stream().anyMatch(key::startsWith)
                || subject.keys().keys().contains(key);
    }
}
