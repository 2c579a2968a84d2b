// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.util.EnumSet;
import java.util.Set;

/** The kinds of characters AWS's password policies ask for; letters are those of the basic Latin alphabet. */
enum CharacterClass {
    UPPERCASE("RequireUppercaseCharacters", "uppercase letter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    LOWERCASE("RequireLowercaseCharacters", "lowercase letter", "abcdefghijklmnopqrstuvwxyz"),
    NUMBER("RequireNumbers", "number", "0123456789"),
    SYMBOL("RequireSymbols", "symbol", "!@#$%^&*()_+-=[]{}|'");

    private final String member;
    private final String noun;
    private final String characters;

    CharacterClass(String member, String noun, String characters) {
        this.member = member;
        this.noun = noun;
        this.characters = characters;
    }

    static Set<CharacterClass> missingIn(String text) {
        Set<CharacterClass> missing = EnumSet.allOf(CharacterClass.class);
        missing.removeIf(one -> text.chars().anyMatch(one::holds));
        return missing;
    }

    private boolean holds(int character) {
        return characters.indexOf(character) >= 0;
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
