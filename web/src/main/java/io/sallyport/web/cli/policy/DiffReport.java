// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.policy.diff.Change;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code policy diff}: what is gained and lost. */
public final class DiffReport {
    private static final int WIDTH = 100;

    private final List<Change> changes;

    public DiffReport(List<Change> changes) {
        this.changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public void print(PrintWriter out, Ink ink) {
        if (changes.isEmpty()) {
            out.println("no change in what is allowed");
            return;
        }
        for (Change.Kind kind : Change.Kind.values()) {
            List<Change> ofKind = this.changes.stream()
                    .filter(change -> change.kind() == kind)
                    .toList();
            if (!ofKind.isEmpty()) {
                out.println(paint(kind, heading(kind), ink));
                ofKind.stream()
                        .collect(Collectors.groupingBy(Change::actions, LinkedHashMap::new, Collectors.toList()))
                        .values()
                        .forEach(changes -> print(out, changes, ink));
            }
        }
    }

    /** Changes of the same actions: these once, then where. */
    private static void print(PrintWriter out, List<Change> same, Ink ink) {
        Change first = same.get(0);
        List<String> lines = wrap(first.actions().include(), ",");
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i == lines.size() - 1;
            out.println((i == 0 ? "  " + paint(first.kind(), sign(first.kind()), ink) + " " : "    ")
                    + lines.get(i)
                    + (last && first.actionCount() > 1 ? ink.faint("  (" + first.actionCount() + " actions)") : ""));
        }
        print(out, "but not ", first.actions().except(), ",", ink);
        for (Change change : same) {
            if (!change.equals(first)) {
                out.println("    " + ink.faint("and"));
            }
            change.limits().forEach(limit -> print(out, limit, ink));
        }
    }

    private static void print(PrintWriter out, Change.Limit limit, Ink ink) {
        switch (limit.name()) {
            case "Principal" -> print(out, "for ", "but not ", ",", limit, ink);
            case "Resource" -> print(out, "on ", "but not ", ",", limit, ink);
            default ->
                print(out, "where " + limit.name() + " is ", "where " + limit.name() + " is not ", " or", limit, ink);
        }
    }

    private static void print(
            PrintWriter out, String word, String exceptWord, String between, Change.Limit limit, Ink ink) {
        print(out, word, limit.include(), between, ink);
        print(out, exceptWord, limit.except(), between, ink);
    }

    private static void print(PrintWriter out, String word, List<String> values, String between, Ink ink) {
        List<String> lines = wrap(values, between);
        for (int i = 0; i < lines.size(); i++) {
            out.println("      " + (i == 0 ? ink.faint(word) : " ".repeat(word.length())) + lines.get(i));
        }
    }

    private static List<String> wrap(List<String> words, String between) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) + (i + 1 < words.size() ? between : "");
            if (line.length() > 0 && line.length() + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        if (line.length() > 0) {
            lines.add(line.toString());
        }
        return lines;
    }

    private static String heading(Change.Kind kind) {
        return switch (kind) {
            case GAINED -> "gained";
            case LOST -> "lost";
            case DENIED -> "denied now, whatever other policies allow";
            case NO_LONGER_DENIED -> "no longer denied, if other policies allow it";
        };
    }

    private static String sign(Change.Kind kind) {
        return switch (kind) {
            case GAINED, NO_LONGER_DENIED -> "+";
            case LOST, DENIED -> "-";
        };
    }

    private static String paint(Change.Kind kind, String text, Ink ink) {
        return switch (kind) {
            case GAINED, NO_LONGER_DENIED -> ink.green(text);
            case LOST, DENIED -> ink.red(text);
        };
    }

    /** The value of the JSON document: a list for each kind of change. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Change.Kind kind : Change.Kind.values()) {
            json.put(
                    kind.name().toLowerCase(Locale.ROOT),
                    changes.stream()
                            .filter(change -> change.kind() == kind)
                            .map(DiffReport::json)
                            .toList());
        }
        return json;
    }

    private static Map<String, Object> json(Change change) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("actions", change.actions().include());
        json.put("exceptActions", change.actions().except());
        json.put("actionCount", change.actionCount());
        json.put("limits", change.limits().stream().map(DiffReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(Change.Limit limit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", limit.name());
        json.put("include", limit.include());
        json.put("except", limit.except());
        return json;
    }
}
