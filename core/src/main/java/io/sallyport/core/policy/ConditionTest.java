// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** One value of a condition, ready to be compared. */
@FunctionalInterface
interface ConditionTest {
    /**
     * @param value a value of the condition key in the request; what is not of the operator's type never matches
     * @param context resolves the policy variables of the condition's value; an unresolved one never matches
     */
    boolean matches(String value, RequestContext context);
}
