// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.sallyport.core.credential.Vault;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * How a backup is written: a line of JSON, the {@link BackupManifest}; a line of base64, the manifest's digest sealed by
 * the vault, so that nobody without the key set can make or change one; then a SQLite database, compressed by gzip. Without
 * this product: {@code tail -n +3 FILE | gunzip > sallyport.db}.
 */
final class BackupFile {
    private static final String CONTEXT = "backup";
    private static final int LONGEST_LINE = 64 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private BackupFile() {}

    /** A database, compressed. */
    record Content(Path file, long databaseBytes, long bytes, String sha256) {}

    static Content compress(Path database, Path into) throws IOException {
        MessageDigest digest = sha256();
        try (OutputStream file = Files.newOutputStream(into, StandardOpenOption.CREATE_NEW);
                OutputStream out = new GZIPOutputStream(new DigestOutputStream(file, digest), 1 << 16)) {
            Files.copy(database, out);
        }
        return new Content(
                into, Files.size(database), Files.size(into), HexFormat.of().formatHex(digest.digest()));
    }

    static void write(Path file, BackupManifest manifest, Content content, Vault vault) throws IOException {
        byte[] line = JSON.writeValueAsBytes(manifest);
        byte[] seal = vault.seal(sha256().digest(line), CONTEXT);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            out.write(line);
            out.write('\n');
            out.write(Base64.getEncoder().encode(seal));
            out.write('\n');
            Files.copy(content.file(), out);
        }
        Disk.flush(file);
    }

    /**
     * Takes a backup apart.
     *
     * @param database where its database goes; must not exist
     * @throws IOException if anything of the file is not as it was written, in words that say so
     */
    static BackupManifest read(Path file, Vault vault, Path database) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] line = line(in);
            byte[] seal = line(in);
            BackupManifest manifest = parse(line);
            requireSeal(line, seal, vault);
            unpack(in, manifest, database);
            return manifest;
        }
    }

    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() == LONGEST_LINE) {
                throw new IOException("it is no backup of sallyport, or only the beginning of one");
            }
            line.write(next);
        }
        return line.toByteArray();
    }

    private static BackupManifest parse(byte[] line) throws IOException {
        try {
            BackupManifest manifest = JSON.readValue(line, BackupManifest.class);
            if (BackupManifest.FORMAT.equals(manifest.format())) {
                return manifest;
            }
        } catch (JacksonException notOurs) {
            throw new IOException("it is no backup of sallyport, or its first line was altered", notOurs);
        }
        throw new IOException("it is of a format that this sallyport does not know");
    }

    private static void requireSeal(byte[] line, byte[] seal, Vault vault) throws IOException {
        byte[] sealed;
        try {
            sealed = Base64.getDecoder().decode(seal);
        } catch (IllegalArgumentException altered) {
            throw new IOException("its second line was altered", altered);
        }
        if (vault.sealedBy(sealed) == Vault.SealedBy.NO_KEY_OF_OURS) {
            throw new IOException("this key set did not seal it: give with --keys the one that did");
        }
        try {
            boolean whole = MessageDigest.isEqual(vault.open(sealed, CONTEXT), sha256().digest(line))
                    && MessageDigest.isEqual(Base64.getEncoder().encode(sealed), seal);
            if (whole) {
                return;
            }
        } catch (Vault.SealBroken altered) {
            throw new IOException("its first lines were altered", altered);
        }
        throw new IOException("its first lines were altered");
    }

    private static void unpack(InputStream in, BackupManifest manifest, Path database) throws IOException {
        MessageDigest digest = sha256();
        DigestInputStream content = new DigestInputStream(in, digest);
        long written;
        SqliteDatabase.createForOwnerOnly(database);
        try (OutputStream out = Files.newOutputStream(database)) {
            written = new GZIPInputStream(content, 1 << 16).transferTo(out);
        } catch (ZipException | EOFException altered) {
            throw new IOException("its content was altered or cut off", altered);
        }
        // Whatever follows the compressed part counts too.
        content.transferTo(OutputStream.nullOutputStream());
        if (written != manifest.databaseBytes()
                || !HexFormat.of().formatHex(digest.digest()).equals(manifest.contentSha256())) {
            throw new IOException("its content was altered or cut off");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
