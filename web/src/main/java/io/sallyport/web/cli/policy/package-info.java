// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * What {@code sallyport policy …} shows: reports on documents, decisions and changes, each as text for people and as one
 * value that becomes a JSON document. The commands themselves are in {@link io.sallyport.web.cli}.
 */
@NullMarked
package io.sallyport.web.cli.policy;

import org.jspecify.annotations.NullMarked;
