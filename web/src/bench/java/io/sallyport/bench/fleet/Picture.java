// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws what share of genuine codes was accepted at the first try, by half years since enrolment, as SVG. */
final class Picture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int TOP = 50;
    private static final int PLOT_WIDTH = 400;
    private static final int PLOT_HEIGHT = 310;
    private static final String[] COLOURS = {"#0b6e4f", "#c1121f", "#e07a00", "#6a4c93", "#1d6fb8"};

    private final Outcome outcome;
    private final long seed;

    Picture(Outcome outcome, long seed) {
        this.outcome = outcome;
        this.seed = seed;
    }

    private record Curve(String name, Score score) {}

    String svg() {
        List<Curve> curves = new ArrayList<>();
        curves.add(new Curve("learnt offset and rate", outcome.ours));
        for (Map.Entry<FixedWindow, Score> fixed : outcome.fixed.entrySet()) {
            curves.add(new Curve(fixed.getKey().name(), fixed.getValue()));
        }
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">",
                WIDTH,
                HEIGHT);
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, HEIGHT);
        line(
                svg,
                "<text x=\"%d\" y=\"24\" font-size=\"15\">Genuine codes accepted at the first try (seed %d)</text>",
                LEFT,
                seed);
        axes(svg);
        for (int i = 0; i < curves.size(); i++) {
            curve(svg, curves.get(i), COLOURS[i], i);
        }
        line(svg, "</svg>");
        return svg.toString();
    }

    private static void axes(StringBuilder svg) {
        for (int percent = 0; percent <= 100; percent += 20) {
            double y = y(percent / 100.0);
            line(svg, "<path d=\"M%d %.1f h%d\" stroke=\"#ddd\"/>", LEFT, y, PLOT_WIDTH);
            line(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>", LEFT - 6, y + 4, percent);
        }
        for (int year = 0; year <= 5; year++) {
            double x = LEFT + PLOT_WIDTH * year / 5.0;
            line(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>", x, TOP + PLOT_HEIGHT + 18, year);
        }
        line(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">years since enrolment</text>",
                LEFT + PLOT_WIDTH / 2,
                TOP + PLOT_HEIGHT + 38);
    }

    private static void curve(StringBuilder svg, Curve curve, String colour, int number) {
        StringBuilder path = new StringBuilder();
        for (int half = 0; half < Score.HALF_YEARS; half++) {
            double x = LEFT + PLOT_WIDTH * (half + 0.5) / Score.HALF_YEARS;
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", half == 0 ? "M" : " L", x, y(curve.score.shareInHalfYear(half))));
        }
        line(svg, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
        int x = LEFT + PLOT_WIDTH + 20;
        int y = TOP + 20 + 22 * number;
        line(svg, "<path d=\"M%d %d h20\" stroke=\"%s\" stroke-width=\"2\"/>", x, y - 4, colour);
        line(svg, "<text x=\"%d\" y=\"%d\">%s</text>", x + 28, y, curve.name);
    }

    private static double y(double share) {
        return TOP + PLOT_HEIGHT * (1 - share);
    }

    private static void line(StringBuilder svg, String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
