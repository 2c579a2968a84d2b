// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.web.aws.Call;

/** What is done with inline policies, whoever holds them. */
final class InlinePolicies {
    private InlinePolicies() {}

    static void put(Call call, Holder holder, String name, String json) {
        PolicyDocument document = PolicyDocument.parse(json);
        call.account()
                .policies()
                .put(
                        holder.id(),
                        new PolicyName(name),
                        document.json(),
                        PolicyDocument.sizeWithoutWhitespace(document.json()),
                        holder.inlineCharacters());
    }

    /** As answers write it. */
    static String document(Call call, Holder holder, String name) {
        return call.account()
                .policies()
                .document(holder.id(), new PolicyName(name))
                .map(DocumentText::encoded)
                .orElseThrow(() -> missing(holder, name));
    }

    static void delete(Call call, Holder holder, String name) {
        if (!call.account().policies().remove(holder.id(), new PolicyName(name))) {
            throw missing(holder, name);
        }
    }

    static Page<String> names(Call call, Holder holder, PageRequest page) {
        return call.account().policies().inline(holder.id(), page).map(PolicyName::value);
    }

    private static IamException missing(Holder holder, String name) {
        return new IamException(
                Kind.NO_SUCH_ENTITY, "The " + holder.kind() + " policy with name " + name + " cannot be found.");
    }
}
