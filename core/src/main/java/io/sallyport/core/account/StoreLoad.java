// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

/**
 * How busy a store is.
 *
 * @param waiting how many requests wait for it at this moment
 * @param commits how many transactions it has committed since it was opened
 * @param writes how many requests were written in them
 */
public record StoreLoad(long waiting, long commits, long writes) {}
