// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.Arn;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Port: the OpenID Connect providers of one account. */
public interface OidcProviders {
    /** AWS's default quota. */
    int QUOTA = 100;

    /**
     * Adds a provider.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}
     */
    void add(OidcProvider provider);

    Optional<OidcProvider> find(Arn arn);

    /**
     * Replaces a provider's lists; nobody else changes them meanwhile.
     *
     * @throws IamException {@code NO_SUCH_ENTITY}, and what {@code change} throws
     */
    void change(Arn arn, UnaryOperator<OidcProvider> change);

    /** All of them, by ARN. */
    List<Arn> list();

    /**
     * Removes a provider and its tags. Contrary to AWS's documentation this does not succeed twice; so it was recorded.
     *
     * @throws IamException {@code NO_SUCH_ENTITY}
     */
    void remove(Arn arn);

    default OidcProvider require(Arn arn) {
        return find(arn).orElseThrow(() -> notFound(arn));
    }

    static IamException notFound(Arn arn) {
        return new IamException(Kind.NO_SUCH_ENTITY, "OpenIDConnect Provider not found for arn " + arn);
    }
}
