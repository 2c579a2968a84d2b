// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import io.sallyport.core.Bytes;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at one node's chain, record by record in its order. For one audit. */
public final class ChainAudit {
    private final String node;
    private final Consumer<Finding> found;
    private final Map<Long, Checkpoint> heads = new TreeMap<>();
    private final Map<Long, Checkpoint> elsewhere = new TreeMap<>();
    private final @Nullable Checkpoint anchor;

    private long last;
    private @Nullable Bytes lastHash;
    private long chained;
    private long unchained;

    /**
     * @param stored the node's checkpoints that are in the store
     * @param kept those of it that were kept elsewhere
     * @param key that a checkpoint names; null if there is none
     */
    public ChainAudit(
            String node,
            List<Checkpoint> stored,
            List<Checkpoint> kept,
            Function<String, @Nullable CheckpointKey> key,
            Consumer<Finding> found) {
        this.node = node;
        this.found = found;
        @Nullable Checkpoint latestAnchor = null;
        for (Checkpoint checkpoint : stored) {
            if (!isGenuine(checkpoint, key)) {
                report(name(checkpoint), "its signature is not the installation's");
            } else if (checkpoint.kind() == Checkpoint.Kind.HEAD) {
                heads.put(checkpoint.sequence(), checkpoint);
            } else if (latestAnchor == null || latestAnchor.sequence() < checkpoint.sequence()) {
                latestAnchor = checkpoint;
            }
        }
        for (Checkpoint checkpoint : kept) {
            if (!isGenuine(checkpoint, key)) {
                report(
                        name(checkpoint) + ", kept elsewhere",
                        "its signature is not of this installation's key: it is forged, or the chain was replaced");
            } else {
                elsewhere.put(checkpoint.sequence(), checkpoint);
            }
        }
        anchor = latestAnchor;
        last = anchor == null ? 0 : anchor.sequence();
        lastHash = anchor == null ? ChainHash.beginning(node) : anchor.hash();
    }

    private static boolean isGenuine(Checkpoint checkpoint, Function<String, @Nullable CheckpointKey> keys) {
        CheckpointKey key = keys.apply(checkpoint.keyId());
        return key != null && key.verifies(checkpoint);
    }

    private String name(Checkpoint checkpoint) {
        return "checkpoint at record " + checkpoint.sequence() + " of node " + node;
    }

    /** The next record in the order of the chain, or one that has no place in it. */
    public void see(StoredEvent record) {
        seeContent(record);
        Long sequence = record.sequence();
        Bytes hash = record.hash();
        if (sequence == null) {
            unchained++;
            if (hash != null) {
                report(record.name(), "it lost its place in the chain");
            }
            return;
        }
        chained++;
        if (sequence <= last) {
            report(record.name(), "it is out of order, or there twice");
            return;
        }
        if (sequence != last + 1) {
            report(
                    "records " + (last + 1) + " to " + (sequence - 1) + " of node " + node,
                    "they are missing before record " + sequence);
            lastHash = null;
        }
        if (hash == null) {
            report(record.name(), "it has no hash");
        } else if (lastHash != null
                && !hash.equals(ChainHash.next(lastHash, node, sequence, record.account(), record.event()))) {
            report(record.name(), "its hash does not follow from it and the record before it");
        }
        last = sequence;
        lastHash = hash;
        compare(heads.get(sequence), record, "");
        compare(elsewhere.remove(sequence), record, " kept elsewhere");
    }

    private void compare(@Nullable Checkpoint checkpoint, StoredEvent record, String where) {
        if (checkpoint != null && !Objects.equals(record.hash(), checkpoint.hash())) {
            report(record.name(), "the checkpoint" + where + " has another hash for it: the chain was replaced");
        }
    }

    private void seeContent(StoredEvent record) {
        Event event = record.event();
        if (!Objects.equals(record.sealed(), ChainHash.sealed(record.node(), record.account(), event))) {
            report(record.name(), "its seal is not of this record: it was edited, or not written by this installation");
            return;
        }
        EventFacts facts = event.facts();
        if (!facts.equals(withResourcesInOrder(record.columns(), facts))) {
            report(record.name(), "the columns it is looked up by are not what its text says");
        }
        if (!event.json()
                .path("eventTime")
                .asText()
                .equals(event.at().truncatedTo(ChronoUnit.SECONDS).toString())) {
            report(record.name(), "its time is not what its text says");
        }
    }

    /** Resources are a set; the store gives them in any order. */
    private static EventFacts withResourcesInOrder(EventFacts columns, EventFacts facts) {
        boolean same = columns.resources().size() == facts.resources().size()
                && new HashSet<>(columns.resources()).equals(new HashSet<>(facts.resources()));
        return new EventFacts(
                columns.name(),
                columns.source(),
                columns.readOnly(),
                columns.username(),
                columns.accessKeyId(),
                same ? facts.resources() : columns.resources());
    }

    /** After the last record. */
    public void end() {
        long newest = heads.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        newest = Math.max(newest, anchor == null ? 0 : anchor.sequence());
        if (newest > last) {
            report(
                    "records " + (last + 1) + " to " + newest + " of node " + node,
                    "they are missing at the end: a checkpoint in the store goes so far");
        } else if (newest < last) {
            report("records " + (newest + 1) + " to " + last + " of node " + node, "no checkpoint covers them");
        }
        for (Checkpoint checkpoint : elsewhere.values()) {
            if (checkpoint.sequence() > last) {
                report(
                        "records " + (last + 1) + " to " + checkpoint.sequence() + " of node " + node,
                        "they are missing at the end: a checkpoint kept elsewhere goes so far");
            } else if (checkpoint.sequence() == removed()
                    && anchor != null
                    && !checkpoint.hash().equals(anchor.hash())) {
                report(name(checkpoint) + ", kept elsewhere", "the anchor has another hash: the chain was replaced");
            } else if (checkpoint.sequence() > removed()) {
                report(
                        "record " + checkpoint.sequence() + " of node " + node,
                        "a checkpoint kept elsewhere names it, and it is missing");
            }
        }
    }

    /** Something that could not even be read. */
    public void unreadable(RuntimeException failed) {
        report("the chain of node " + node, "it cannot be read: " + failed.getMessage());
    }

    private void report(String where, String what) {
        found.accept(new Finding(where, what));
    }

    public long chained() {
        return chained;
    }

    public long unchained() {
        return unchained;
    }

    public long removed() {
        return anchor == null ? 0 : anchor.sequence();
    }
}
