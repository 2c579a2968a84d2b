// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.Arn;
import io.sallyport.core.name.GroupName;
import java.util.List;
import java.util.Optional;

/**
 * What one user, group or role holds itself, each list in the order in which the lists of AWS have it.
 *
 * @param inline inline policies
 * @param attached managed policies
 * @param groups that a user is in
 * @param profiles that have a role
 */
public record Holding(
        List<HeldPolicy> inline,
        List<Arn> attached,
        Optional<Arn> boundary,
        List<GroupName> groups,
        List<Tag> tags,
        List<InstanceProfile> profiles) {}
