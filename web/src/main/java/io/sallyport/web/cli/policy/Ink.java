// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

/** Colours for a terminal, or none. */
public enum Ink {
    COLOURED,
    PLAIN;

    public String red(String text) {
        return paint("31;1", text);
    }

    public String yellow(String text) {
        return paint("33;1", text);
    }

    public String green(String text) {
        return paint("32;1", text);
    }

    public String cyan(String text) {
        return paint("36;1", text);
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String faint(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return switch (this) {
            case COLOURED -> "\u001b[" + code + "m" + text + "\u001b[0m";
            case PLAIN -> text;
        };
    }
}
