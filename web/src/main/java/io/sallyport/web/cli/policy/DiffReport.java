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
            List<Change> ofKind =
                    changes.stream().filter(change -> change.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                out.println(paint(kind, heading(kind), ink));
                ofKind.forEach(change -> print(out, change, ink));
            }
        }
    }

    private static void print(PrintWriter out, Change change, Ink ink) {
        List<String> lines = wrap(change.actions().include());
        for (int i = 0; i < lines.size(); i++) {
            boolean last = i == lines.size() - 1;
            out.println((i == 0 ? "  " + paint(change.kind(), sign(change.kind()), ink) + " " : "    ")
                    + lines.get(i)
                    + (last && change.actionCount() > 1 ? ink.faint("  (" + change.actionCount() + " actions)") : ""));
        }
        print(out, "but not ", change.actions().except(), ink);
        for (Change.Limit limit : change.limits()) {
            print(out, word(limit), limit.include(), ink);
            print(out, limit.include().isEmpty() ? word(limit) + "is not " : "but not ", limit.except(), ink);
        }
    }

    private static void print(PrintWriter out, String word, List<String> values, Ink ink) {
        List<String> lines = wrap(values);
        for (int i = 0; i < lines.size(); i++) {
            out.println("      " + (i == 0 ? ink.faint(word) : " ".repeat(word.length())) + lines.get(i));
        }
    }

    private static String word(Change.Limit limit) {
        return switch (limit.name()) {
            case "Principal" -> "for ";
            case "Resource" -> "on ";
            default -> "where " + limit.name() + (limit.include().isEmpty() ? " " : " is ");
        };
    }

    private static List<String> wrap(List<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) + (i + 1 < words.size() ? "," : "");
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
