// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.policy.RequestContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The member {@code Tags} of requests and answers, and the condition keys it supplies. */
final class TagMembers {
    private TagMembers() {}

    /**
     * What {@code Tag…} and {@code Untag…} are given, which may not be empty.
     *
     * @throws IamException {@code INVALID_INPUT} in AWS's words, with the blank at their end
     */
    static <T> List<T> some(List<T> members) {
        if (members.isEmpty()) {
            throw new IamException(IamException.Kind.INVALID_INPUT, "Error occurred while validating input. ");
        }
        return members;
    }

    /**
     * Of users and roles.
     *
     * @throws IamException {@code INVALID_INPUT} for what is no tag, or if two have one key
     */
    static List<Tag> read(List<software.amazon.awssdk.services.iam.model.Tag> members) {
        List<Tag> tags = tags(members);
        Tag.requireDistinct(tags);
        return tags;
    }

    /** As {@link #read}, of what minds the case of its keys. */
    static List<Tag> readWithCase(List<software.amazon.awssdk.services.iam.model.Tag> members) {
        List<Tag> tags = tags(members);
        Tag.requireDistinctWithCase(tags);
        return tags;
    }

    private static List<Tag> tags(List<software.amazon.awssdk.services.iam.model.Tag> members) {
        return members.stream()
                .map(member -> new Tag(member.key(), member.value()))
                .toList();
    }

    static List<software.amazon.awssdk.services.iam.model.Tag> write(List<Tag> tags) {
        return tags.stream()
                .map(tag -> software.amazon.awssdk.services.iam.model.Tag.builder()
                        .key(tag.key())
                        .value(tag.value())
                        .build())
                .toList();
    }

    /** {@code aws:RequestTag/…} and {@code aws:TagKeys}. */
    static void put(RequestContext.Builder keys, List<software.amazon.awssdk.services.iam.model.Tag> members) {
        members.forEach(member -> keys.put("aws:RequestTag/" + member.key(), member.value()));
        putKeys(
                keys,
                members.stream()
                        .map(software.amazon.awssdk.services.iam.model.Tag::key)
                        .toList());
    }

    /** {@code aws:TagKeys}, as they are written in the request. */
    static void putKeys(RequestContext.Builder keys, List<String> tagKeys) {
        keys.putMultivalued("aws:TagKeys", tagKeys);
    }

    /** By position: a key may be longer than a marker, and hold what a marker may not. */
    static Page<Tag> page(List<Tag> tags, PageRequest page) {
        Map<Tag, String> positions = new LinkedHashMap<>();
        tags.forEach(tag -> positions.put(tag, String.format(Locale.ROOT, "%02d", positions.size())));
        return page.cut(
                tags.stream()
                        .filter(tag -> positions.getOrDefault(tag, "").compareTo(page.after()) > 0)
                        .limit(page.limit())
                        .toList(),
                tag -> positions.getOrDefault(tag, ""));
    }
}
