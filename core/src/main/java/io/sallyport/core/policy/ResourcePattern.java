// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** How an entry of {@code Resource} matches ARNs. */
final class ResourcePattern {
    private static final int COLONS = 5;

    private ResourcePattern() {}

    /** Variables are read after the fifth colon only; fields that are left out at the end may have any value. */
    static Template compile(String resource, boolean variables) {
        if (resource.equals("*")) {
            return Template.ofPattern(resource, false);
        }
        int resourcePart = afterFifthColon(resource);
        if (resourcePart < 0) {
            return Template.ofPattern(resource + ":*", false);
        }
        return Template.ofPattern(resource, variables ? resourcePart : resource.length());
    }

    private static int afterFifthColon(String resource) {
        int at = 0;
        for (int colon = 0; colon < COLONS; colon++) {
            at = resource.indexOf(':', at) + 1;
            if (at == 0) {
                return -1;
            }
        }
        return at;
    }
}
