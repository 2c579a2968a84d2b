// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The file a {@link KeySet} is: JSON with two Tink keysets and, once there is more to say than that, the dates of their
 * keys. Readable by its owner only, and always whole: a new content takes the old one's place by a rename.
 */
record KeyFile(KeyRing vault, KeyRing tokens) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VAULT = "vault";
    private static final String TOKENS = "tokens";
    private static final String DATES = "dates";

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final Set<StandardOpenOption> FRESH =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /** @throws IOException if the file is missing or not a key set; the message holds none of it */
    static KeyFile read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try {
            JsonNode keys = JSON.readTree(content);
            return new KeyFile(ring(keys, VAULT), ring(keys, TOKENS));
        } catch (JacksonException
                | GeneralSecurityException
                | IllegalArgumentException
                | DateTimeParseException notKeys) {
            // Without the cause: parsers quote what they stumble over, and here that may be a key.
            throw new IOException(file.getFileName() + " is not a key set");
        }
    }

    private static KeyRing ring(JsonNode keys, String name) throws GeneralSecurityException {
        KeysetHandle keyset = KeyRing.parse(keys.path(name).toString());
        JsonNode written = keys.path(DATES).path(name);
        if (written.isMissingNode() && keyset.size() == 1) {
            return new KeyRing(
                    keyset, List.of(new KeyRing.Dates(keyset.getPrimary().getId(), null, Instant.EPOCH)));
        }
        List<KeyRing.Dates> dates = new ArrayList<>();
        for (JsonNode key : written) {
            dates.add(new KeyRing.Dates(
                    (int) key.path("id").asLong(),
                    key.has("createdAt") ? Instant.parse(key.get("createdAt").asText()) : null,
                    Instant.parse(key.path("sealsFrom").asText())));
        }
        return new KeyRing(keyset, dates);
    }

    private byte[] content() {
        try {
            ObjectNode keys = JSON.createObjectNode();
            keys.set(VAULT, JSON.readTree(vault.json()));
            keys.set(TOKENS, JSON.readTree(tokens.json()));
            keys.putObject(DATES).<ObjectNode>set(VAULT, dates(vault)).set(TOKENS, dates(tokens));
            return JSON.writeValueAsBytes(keys);
        } catch (JacksonException impossible) {
            throw new AssertionError("Tink writes JSON", impossible);
        }
    }

    private static ArrayNode dates(KeyRing ring) {
        ArrayNode dates = JSON.createArrayNode();
        for (KeyRing.Dates key : ring.dates()) {
            ObjectNode written = dates.addObject().put("id", Integer.toUnsignedLong(key.id()));
            @Nullable Instant createdAt = key.createdAt();
            if (createdAt != null) {
                written.put("createdAt", createdAt.toString());
            }
            written.put("sealsFrom", key.sealsFrom().toString());
        }
        return dates;
    }

    /** @param file must not exist */
    void create(Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, FRESH, OWNER_ONLY)) {
            ByteBuffer content = ByteBuffer.wrap(content());
            while (content.hasRemaining()) {
                out.write(content);
            }
            out.force(true);
        }
    }

    /**
     * Puts a changed key set in place of the one that is there. Whoever reads meanwhile reads the one or the other, and
     * of two who change it at once the second sees what the first did.
     */
    static synchronized KeyFile change(Path file, UnaryOperator<KeyFile> change) throws IOException {
        Path lock = beside(file, ".lock");
        try (FileChannel held =
                FileChannel.open(lock, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY)) {
            held.lock();
            KeyFile changed = change.apply(read(file));
            Path fresh = beside(file, ".new");
            Files.deleteIfExists(fresh);
            changed.create(fresh);
            // What was written can be read: the old one is still there to say otherwise.
            read(fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Disk.flush(file.toAbsolutePath().getParent());
            return changed;
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
