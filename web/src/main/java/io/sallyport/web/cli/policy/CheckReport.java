// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyPlaces;
import io.sallyport.core.policy.PolicyProblem;
import io.sallyport.core.policy.Position;
import io.sallyport.core.policy.Span;
import io.sallyport.core.policy.advice.Finding;
import io.sallyport.core.policy.advice.PolicyAdvice;
import io.sallyport.core.policy.advice.Severity;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code policy check}: whether a document is valid, and what it should not say. */
public final class CheckReport {
    private final String file;
    private final String text;
    private final TypeName type;
    private final Optional<PolicyProblem> problem;
    private final List<Finding> findings;

    private CheckReport(
            String file, String text, TypeName type, Optional<PolicyProblem> problem, List<Finding> findings) {
        this.file = file;
        this.text = text;
        this.type = type;
        this.problem = problem;
        this.findings = findings;
    }

    /** @param file its name, to be shown */
    public static CheckReport of(String file, String text, TypeName type) {
        Optional<PolicyProblem> problem = PolicyDocument.check(text, type.type());
        List<Finding> findings = problem.isPresent()
                ? List.of()
                : new PolicyAdvice(new ServiceCatalogue()).of(PolicyDocument.parse(text, type.type()), type.type());
        return new CheckReport(file, text, type, problem, findings);
    }

    public boolean isValid() {
        return problem.isEmpty();
    }

    /** Whether something graver than a suggestion was found. */
    public boolean hasWarnings() {
        return findings.stream().anyMatch(finding -> finding.severity() != Severity.SUGGESTION);
    }

    public void print(PrintWriter out, Ink ink) {
        SourceExcerpt excerpt = new SourceExcerpt(text);
        problem.ifPresent(found -> {
            out.println(place(found.position(), ink) + ink.red("error: ") + sentence(found));
            out.println(excerpt.at(span(found), found.path(), ink));
            if (!validAs().isEmpty()) {
                out.println(ink.cyan("note") + ": it is valid with --type " + String.join(" or ", validAs()));
            }
        });
        for (Finding finding : findings) {
            out.println(place(finding.span().start(), ink) + severity(finding.severity(), ink) + ": "
                    + finding.message() + " " + ink.faint("[" + finding.code() + "]"));
            out.println(excerpt.at(finding.span(), finding.path(), ink));
        }
        if (problem.isEmpty()) {
            out.println((findings.isEmpty() ? "" : System.lineSeparator()) + ink.bold(file) + ": "
                    + ink.green("valid") + ", " + PolicyDocument.sizeWithoutWhitespace(text)
                    + " characters without white space" + counts());
        }
    }

    /** Other types than the one that was asked for. */
    private List<String> validAs() {
        return TypeName.validFor(text).stream().map(TypeName::name).toList();
    }

    /** Of the value that the problem is about, where the text can be read so far. */
    private Span span(PolicyProblem problem) {
        Span point = new Span(problem.position(), problem.position());
        return problem.path().isEmpty()
                ? point
                : PolicyPlaces.of(text)
                        .find(problem.path())
                        .filter(span -> span.start().equals(problem.position()))
                        .orElse(point);
    }

    /** AWS's words, and ours where they say more. */
    private static String sentence(PolicyProblem problem) {
        return problem.detail().equals(problem.message()) || problem.detail().isEmpty()
                ? problem.message()
                : problem.detail() + " (AWS says: " + problem.message() + ")";
    }

    private String place(Position position, Ink ink) {
        return ink.bold(file + ":" + position.line() + ":" + position.column() + ": ");
    }

    private String counts() {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                counts.add(count + " " + noun(severity) + (count == 1 ? "" : "s"));
            }
        }
        return counts.isEmpty() ? "" : "; " + String.join(", ", counts);
    }

    private static String severity(Severity severity, Ink ink) {
        String noun = noun(severity);
        return switch (severity) {
            case SECURITY_WARNING -> ink.red(noun);
            case WARNING -> ink.yellow(noun);
            case SUGGESTION -> ink.cyan(noun);
        };
    }

    private static String noun(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The value of the JSON document. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file);
        json.put("type", type.name());
        json.put("valid", isValid());
        problem.ifPresent(found -> {
            json.put("error", json(found));
            json.put("validAs", validAs());
        });
        if (problem.isEmpty()) {
            json.put("size", PolicyDocument.sizeWithoutWhitespace(text));
        }
        json.put("findings", findings.stream().map(CheckReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(PolicyProblem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("message", problem.message());
        json.put("detail", problem.detail());
        json.put("path", problem.path());
        json.put("line", problem.position().line());
        json.put("column", problem.position().column());
        return json;
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", finding.code().name());
        json.put("severity", finding.severity().name());
        json.put("message", finding.message());
        json.put("path", finding.path());
        json.put("line", finding.span().start().line());
        json.put("column", finding.span().start().column());
        json.put("endLine", finding.span().end().line());
        json.put("endColumn", finding.span().end().column());
        return json;
    }
}
