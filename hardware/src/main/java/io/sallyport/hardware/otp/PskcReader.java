// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Reads one container (RFC 6030), package by package. */
final class PskcReader {
    private final SeedXml xml;
    private final SeedKey key;
    private final TokenIntake intake;
    private PskcEncryptionKey named = PskcEncryptionKey.UNNAMED;
    private @Nullable PskcMacMethod mac;
    private @Nullable PskcOpening opening;
    private int packages;

    private PskcReader(SeedXml xml, SeedKey key, TokenIntake intake) {
        this.xml = xml;
        this.key = key;
        this.intake = intake;
    }

    static void read(InputStream file, SeedKey key, TokenIntake intake) throws IOException {
        SeedXml xml = SeedXml.open(file);
        QName root = xml.root();
        PskcReader reader = new PskcReader(xml, key, intake);
        try {
            if (!root.getNamespaceURI().equals(PskcNames.PSKC)) {
                throw new PskcRefusal("a KeyContainer of another namespace than RFC 6030's, as its early drafts had");
            }
            reader.readParts();
        } catch (PskcRefusal refusal) {
            throw new SeedFileException(xml.line(), refusal.rule());
        }
        xml.end();
    }

    private void readParts() throws IOException {
        String version = xml.attribute("Version");
        if (version == null || !version.matches("1(\\.[0-9]{1,3})?")) {
            throw new PskcRefusal("a KeyContainer is of Version 1.0");
        }
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (PskcNames.of(child)) {
                case "EncryptionKey" -> {
                    requireNoPackage();
                    named = PskcEncryptionKey.read(xml);
                }
                case "MACMethod" -> {
                    requireNoPackage();
                    mac = PskcMacMethod.read(xml);
                }
                case "KeyPackage" -> readPackage();
                case "Extensions", "Signature", "ds:Signature" -> xml.skip();
                default -> throw new PskcRefusal("a KeyContainer has a part that RFC 6030 does not know");
            }
        }
        if (packages == 0) {
            throw new PskcRefusal("a KeyContainer has at least one KeyPackage");
        }
    }

    private void requireNoPackage() {
        if (packages > 0) {
            throw new PskcRefusal("EncryptionKey and MACMethod stand before every KeyPackage");
        }
    }

    private void readPackage() throws IOException {
        int line = xml.line();
        packages++;
        if (opening == null) {
            opening = new PskcOpening(key, named, mac);
        }
        TokenSeed token;
        try {
            token = PskcPackage.read(xml, opening);
        } catch (PskcRefusal refusal) {
            throw new SeedFileException(line, "package " + packages + ": " + refusal.rule());
        }
        intake.add(line, token);
    }
}
