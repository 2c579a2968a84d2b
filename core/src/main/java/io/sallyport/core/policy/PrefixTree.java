// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Values under texts, found by every longer text that begins with theirs. A lookup walks the text once, however many
 * values there are under other texts. Safe to share between threads once it is filled.
 */
final class PrefixTree<V> {
    private final Node<V> root = new Node<>("");

    private static final class Node<V> {
        /** The characters between the parent and this node. */
        private String label;

        private List<V> values = new ArrayList<>(1);
        private char[] firsts = new char[0];
        private List<Node<V>> children = new ArrayList<>(0);

        Node(String label) {
            this.label = label;
        }

        int indexOf(char first) {
            for (int i = 0; i < firsts.length; i++) {
                if (firsts[i] == first) {
                    return i;
                }
            }
            return -1;
        }

        void add(Node<V> child) {
            firsts = Arrays.copyOf(firsts, firsts.length + 1);
            firsts[firsts.length - 1] = child.label.charAt(0);
            children.add(child);
        }

        /** Keeps the first characters; the rest goes to a node of its own below. */
        void split(int length) {
            Node<V> lower = new Node<>(label.substring(length));
            lower.values = values;
            lower.firsts = firsts;
            lower.children = children;
            label = label.substring(0, length);
            values = new ArrayList<>(1);
            firsts = new char[0];
            children = new ArrayList<>(1);
            add(lower);
        }
    }

    void add(String prefix, V value) {
        Node<V> node = root;
        int at = 0;
        while (at < prefix.length()) {
            int index = node.indexOf(prefix.charAt(at));
            if (index < 0) {
                Node<V> leaf = new Node<>(prefix.substring(at));
                node.add(leaf);
                node = leaf;
                break;
            }
            node = node.children.get(index);
            int common = common(node.label, prefix, at);
            if (common < node.label.length()) {
                node.split(common);
            }
            at += common;
        }
        node.values.add(value);
    }

    /** Gives every value whose text the given one begins with, shorter texts first. */
    void forEachPrefixOf(String text, Consumer<? super V> action) {
        Node<V> node = root;
        int at = 0;
        while (true) {
            for (int i = 0; i < node.values.size(); i++) {
                action.accept(node.values.get(i));
            }
            int index = at < text.length() ? node.indexOf(text.charAt(at)) : -1;
            if (index < 0) {
                return;
            }
            node = node.children.get(index);
            if (!text.startsWith(node.label, at)) {
                return;
            }
            at += node.label.length();
        }
    }

    private static int common(String label, String prefix, int from) {
        int length = 0;
        while (length < label.length()
                && from + length < prefix.length()
                && label.charAt(length) == prefix.charAt(from + length)) {
            length++;
        }
        return length;
    }
}
