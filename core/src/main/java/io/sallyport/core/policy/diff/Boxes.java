// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Covers a set of cells of a grid with boxes that do not overlap: a box takes some choices of each dimension. */
final class Boxes {
    private final int[] sizes;

    /** @param sizes of the dimensions; cells are numbered with the last dimension running fastest */
    Boxes(int... sizes) {
        this.sizes = sizes.clone();
    }

    /** @return boxes, each with the chosen indices for each dimension */
    List<List<List<Integer>>> cover(BitSet cells) {
        return cover(cells, 0);
    }

    private List<List<List<Integer>>> cover(BitSet cells, int dimension) {
        if (cells.isEmpty()) {
            return List.of();
        }
        if (dimension == sizes.length) {
            return List.of(List.of());
        }
        int slice = 1;
        for (int i = dimension + 1; i < sizes.length; i++) {
            slice *= sizes[i];
        }
        // Choices that look alike in all later dimensions go into one box.
        Map<BitSet, List<Integer>> alike = new LinkedHashMap<>();
        for (int choice = 0; choice < sizes[dimension]; choice++) {
            alike.computeIfAbsent(cells.get(choice * slice, (choice + 1) * slice), part -> new ArrayList<>())
                    .add(choice);
        }
        List<List<List<Integer>>> boxes = new ArrayList<>();
        alike.forEach((part, choices) -> {
            for (List<List<Integer>> rest : cover(part, dimension + 1)) {
                List<List<Integer>> box = new ArrayList<>(List.of(choices));
                box.addAll(rest);
                boxes.add(box);
            }
        });
        return boxes;
    }
}
