// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.policy.Span;
import java.util.List;

/** The line of a text on which something stands, with a mark below it, as compilers show it. */
final class SourceExcerpt {
    private static final int WIDTH = 96;
    private static final int BEFORE = 32;
    private static final String CUT = "…";

    private final List<String> lines;

    SourceExcerpt(String text) {
        this.lines = text.lines().toList();
    }

    /**
     * Two lines; of a span over several lines the first is shown.
     *
     * @param note behind the mark
     */
    String at(Span span, String note, Ink ink) {
        int number = Math.min(Math.max(1, span.start().line()), Math.max(1, lines.size()));
        String line = lines.isEmpty() ? "" : lines.get(number - 1);
        int column = Math.min(span.start().column() - 1, line.length());
        boolean oneLine = span.end().line() == span.start().line();
        int end = Math.min(oneLine ? span.end().column() - 1 : line.length(), line.length());
        int from = line.length() <= WIDTH ? 0 : Math.max(0, Math.min(column - BEFORE, line.length() - WIDTH));
        int to = Math.min(line.length(), from + WIDTH);
        String head = from > 0 ? CUT : "";
        String shown = head + line.substring(from, to) + (to < line.length() ? CUT : "");
        int marked = Math.max(1, Math.min(end, to) - column);
        String margin = String.format("%5d | ", number);
        String indent = " ".repeat(5) + " | ";
        return ink.faint(margin)
                + shown.replace('\t', ' ')
                + System.lineSeparator()
                + ink.faint(indent)
                + " ".repeat(head.length() + column - from)
                + ink.green("^" + "~".repeat(marked - 1))
                + (note.isEmpty() ? "" : " " + ink.faint(note));
    }
}
