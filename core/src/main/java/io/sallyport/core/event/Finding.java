// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

/**
 * Something in the log that is not as it was written.
 *
 * @param where which record, by node and number or by account and id
 * @param what is wrong with it
 */
public record Finding(String where, String what) {}
