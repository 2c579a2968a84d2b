// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

/**
 * What an event was about.
 *
 * @param type for example {@code AWS::IAM::User}
 * @param name a name, an id or an ARN: each is a resource of its own in CloudTrail's list
 */
public record EventResource(String type, String name) {}
