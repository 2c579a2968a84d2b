// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Of which revoked models an account's log was told.
 *
 * @param number that of the metadata which reported them
 * @param models sorted
 */
public record ToldModels(long number, List<String> models) {
    public static final ToldModels NONE = new ToldModels(0, List.of());

    public ToldModels {
        models = List.copyOf(models);
    }

    /** Whether a model is new there. Metadata of before tell nothing new. */
    public boolean lacks(long of, String model) {
        return of > number || (of == number && !models.contains(model));
    }

    /** With those that were told now. */
    public ToldModels with(long of, Collection<String> told) {
        TreeSet<String> all = new TreeSet<>(told);
        if (of == number) {
            all.addAll(models);
        }
        return new ToldModels(of, List.copyOf(all));
    }
}
