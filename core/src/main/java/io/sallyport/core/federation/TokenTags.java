// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The session tags that a token passes on, nested or flattened (IAM User Guide, "Pass session tags in AWS STS", "Passing
 * session tags using AssumeRoleWithWebIdentity").
 *
 * @param tags values by key, in the order of the token
 * @param transitiveKeys those of them that go on along a chain of roles
 */
record TokenTags(Map<String, String> tags, List<String> transitiveKeys) {
    private static final String CLAIM = "https://aws.amazon.com/tags";
    private static final String TAGS = "principal_tags";
    private static final String TRANSITIVE = "transitive_tag_keys";

    /** @throws IamException {@code INVALID_IDENTITY_TOKEN} if they are written otherwise */
    static TokenTags of(ObjectNode claims) {
        Map<String, String> tags = new LinkedHashMap<>();
        List<String> transitive = new ArrayList<>();
        JsonNode nested = claims.path(CLAIM);
        if (!nested.isMissingNode()) {
            requireFormat(nested.isObject(), "Session tags");
            nested(nested, tags, transitive);
        }
        String flat = CLAIM + "/" + TAGS + "/";
        claims.properties().forEach(claim -> {
            if (claim.getKey().startsWith(flat)) {
                put(tags, claim.getKey().substring(flat.length()), claim.getValue());
            }
        });
        keys(claims.path(CLAIM + "/" + TRANSITIVE), transitive);
        return new TokenTags(tags, transitive);
    }

    private static void nested(JsonNode claim, Map<String, String> tags, List<String> transitive) {
        JsonNode principal = claim.path(TAGS);
        requireFormat(principal.isMissingNode() || principal.isObject(), TAGS);
        // A list of one value for each key, as SAML has them.
        principal.properties().forEach(tag -> {
            JsonNode values = tag.getValue();
            requireFormat(values.isArray() && values.size() == 1, TAGS);
            put(tags, tag.getKey(), values.get(0));
        });
        keys(claim.path(TRANSITIVE), transitive);
    }

    private static void put(Map<String, String> tags, String key, JsonNode value) {
        requireFormat(value.isTextual() && tags.put(key, value.textValue()) == null, TAGS);
    }

    private static void keys(JsonNode claim, List<String> transitive) {
        requireFormat(claim.isMissingNode() || claim.isArray(), TRANSITIVE);
        for (JsonNode key : claim) {
            requireFormat(key.isTextual(), TRANSITIVE);
            transitive.add(key.textValue());
        }
    }

    private static void requireFormat(boolean holds, String what) {
        if (!holds) {
            throw WebIdentityToken.invalid(what
                    + (what.equals(TAGS) || what.equals(TRANSITIVE) ? " passed in claim is" : " passed in claim are")
                    + " not in correct format.");
        }
    }
}
