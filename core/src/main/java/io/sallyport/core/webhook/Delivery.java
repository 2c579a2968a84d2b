// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.webhook;

import io.sallyport.core.name.AccountId;
import java.net.URI;

/**
 * A message to be delivered, and by whoever holds this: nobody else is handed it before its lease ends.
 *
 * @param id the same at every attempt, so that its receiver can tell a repetition
 * @param attempts this one included
 * @param body JSON
 */
public record Delivery(
        AccountId account, String id, String webhook, URI url, WebhookSecret secret, int attempts, String body) {}
