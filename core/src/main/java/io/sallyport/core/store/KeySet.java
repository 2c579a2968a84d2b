// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.sallyport.core.credential.Vault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * The keys of an installation: one that seals stored secrets and another that seals session tokens, each a Tink keyset
 * in one JSON file. Whoever has this file and the data has every secret, so the two are better kept apart.
 */
public final class KeySet {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VAULT = "vault";
    private static final String TOKENS = "tokens";

    private final Vault vault;
    private final Vault tokens;

    private KeySet(Vault vault, Vault tokens) {
        this.vault = vault;
        this.tokens = tokens;
    }

    /** Seals what is stored: seeds and secret access keys. */
    public Vault vault() {
        return vault;
    }

    /** Seals what is handed out: session tokens. */
    public Vault tokens() {
        return tokens;
    }

    /**
     * Makes new keys.
     *
     * @param file must not exist; only its owner will be able to read it
     */
    public static void create(Path file) throws IOException {
        ObjectNode keys = JSON.createObjectNode();
        for (String name : new String[] {VAULT, TOKENS}) {
            keys.set(name, JSON.readTree(newKeyset()));
        }
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel out = FileChannel.open(file, fresh, ownerOnly)) {
            out.write(ByteBuffer.wrap(JSON.writeValueAsBytes(keys)));
            out.force(true);
        }
    }

    /** @throws IOException if the file is missing or not a key set; the message holds none of it */
    public static KeySet load(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try {
            JsonNode keys = JSON.readTree(content);
            return new KeySet(vault(keys, VAULT), vault(keys, TOKENS));
        } catch (JacksonException | GeneralSecurityException notKeys) {
            // Without the cause: parsers quote what they stumble over, and here that may be a key.
            throw new IOException(file.getFileName() + " is not a key set");
        }
    }

    private static Vault vault(JsonNode keys, String name) throws GeneralSecurityException {
        KeysetHandle handle = TinkJsonProtoKeysetFormat.parseKeyset(
                keys.path(name).toString(), AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        return new TinkVault(handle.getPrimitive(AeadConfig2026.get(), Aead.class));
    }

    private static String newKeyset() {
        try {
            KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    handle, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("Tink makes keys of its own predefined parameters", impossible);
        }
    }

    private record TinkVault(Aead aead) implements Vault {
        @Override
        public byte[] seal(byte[] secret, String context) {
            try {
                return aead.encrypt(secret, context.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException impossible) {
                throw new AssertionError("AES-GCM encrypts anything", impossible);
            }
        }

        @Override
        public byte[] open(byte[] sealed, String context) {
            try {
                return aead.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException broken) {
                throw new SealBroken(broken);
            }
        }
    }
}
