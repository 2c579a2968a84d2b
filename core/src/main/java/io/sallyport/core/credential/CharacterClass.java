// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** The kinds of characters AWS's password policies ask for; letters are those of the basic Latin alphabet. */
enum CharacterClass {
    UPPERCASE("RequireUppercaseCharacters", "uppercase letter", c -> c >= 'A' && c <= 'Z'),
    LOWERCASE("RequireLowercaseCharacters", "lowercase letter", c -> c >= 'a' && c <= 'z'),
    NUMBER("RequireNumbers", "number", c -> c >= '0' && c <= '9'),
    SYMBOL("RequireSymbols", "symbol", c -> "!@#$%^&*()_+-=[]{}|'".indexOf(c) >= 0);

    private final String member;
    private final String noun;
    private final IntPredicate belongs;

    CharacterClass(String member, String noun, IntPredicate belongs) {
        this.member = member;
        this.noun = noun;
        this.belongs = belongs;
    }

    static Set<CharacterClass> missingIn(String text) {
        Set<CharacterClass> missing = EnumSet.allOf(CharacterClass.class);
        missing.removeIf(one -> text.chars().anyMatch(one.belongs));
        return missing;
    }

    /** The member of a password policy that asks for it. */
    String member() {
        return member;
    }

    String noun() {
        return noun;
    }

    /** In AWS's words. */
    String demand() {
        return "Password should have at least one " + noun;
    }
}
