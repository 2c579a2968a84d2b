// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** How an entry of {@code Resource} matches ARNs. */
final class ResourcePattern {
    private static final int FIELDS = 6;

    private enum Form {
        /** One ARN. */
        LITERAL,
        /** A text with one {@code *} at its end. */
        PREFIX,
        OTHER
    }

    private final Template template;
    private final Form form;
    private final String prefix;

    private ResourcePattern(Template template) {
        this.template = template;
        this.form = template.isLiteral() ? Form.LITERAL : template.isPrefix() ? Form.PREFIX : Form.OTHER;
        this.prefix = template.literalPrefix();
    }

    /**
     * Variables are read after the fifth colon only; fields that are left out at the end may have any value; in the first
     * five, wildcards stay within their field unless a {@code *} ends it (IAM User Guide, "IAM JSON policy elements:
     * Resource").
     */
    static ResourcePattern compile(String resource, boolean variables) {
        if (resource.equals("*")) {
            return new ResourcePattern(Template.ofPattern(resource, false));
        }
        int fields = resource.split(":", FIELDS).length;
        Template template = fields < FIELDS
                ? Template.ofPattern(resource + ":*".repeat(FIELDS - fields), false)
                : Template.ofPattern(resource, variables ? afterFifthColon(resource) : resource.length());
        return new ResourcePattern(template.withinFields(FIELDS - 1));
    }

    boolean matches(String resource, RequestContext context) {
        return resource.startsWith(prefix) && matchesBehindPrefix(resource, context);
    }

    /** For a resource that is known to begin with {@link #prefix}. */
    boolean matchesBehindPrefix(String resource, RequestContext context) {
        return switch (form) {
            case LITERAL -> resource.length() == prefix.length();
            case PREFIX -> true;
            case OTHER -> template.matches(resource, context);
        };
    }

    /** Whether everything matches that begins with the prefix. */
    boolean isPrefix() {
        return form == Form.PREFIX;
    }

    /** What every ARN begins with that this matches. */
    String prefix() {
        return prefix;
    }

    private static int afterFifthColon(String resource) {
        int at = 0;
        for (int colon = 1; colon < FIELDS; colon++) {
            at = resource.indexOf(':', at) + 1;
        }
        return at;
    }
}
