// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.webhook;

import io.sallyport.core.IamException;
import java.util.List;

/** Port: the webhooks of one account. */
public interface Webhooks {
    int PER_ACCOUNT = 10;

    /**
     * Subscribes; the secret is sealed before it is stored.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link #PER_ACCOUNT}
     */
    void add(Webhook webhook, WebhookSecret secret);

    /** The oldest first. */
    List<Webhook> list();

    /** With what is still to be delivered to it: false if there is none of that id. */
    boolean remove(String id);
}
