// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code userIdentity}: who did it (CloudTrail User Guide, "CloudTrail userIdentity element"). */
public final class RecordedIdentity {
    /** What stands for a name that may be a password typed into the wrong field. */
    public static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

    private RecordedIdentity() {}

    /**
     * Of somebody who called.
     *
     * @param account for names that the caller's session does not tell
     * @param accessKeyId null in a browser
     */
    public static ObjectNode of(Caller caller, Account account, @Nullable String accessKeyId) {
        ObjectNode identity = json();
        identity.put("type", type(caller));
        identity.put("principalId", caller.isRoot() ? caller.account().value() : caller.userId());
        identity.put("arn", caller.arn().toString());
        identity.put("accountId", caller.account().value());
        if (accessKeyId != null) {
            identity.put("accessKeyId", accessKeyId);
        }
        User user = caller.user();
        if (user != null) {
            identity.put("userName", user.name().value());
        }
        Instant issuedAt = caller.issuedAt();
        if (issuedAt != null) {
            identity.set("sessionContext", session(caller, account, issuedAt));
        }
        return identity;
    }

    /** Of a user who is signing in and has no session yet; root has no name. */
    public static ObjectNode signingIn(Account account, UniqueId owner) {
        ObjectNode identity = json();
        if (owner.isRoot()) {
            identity.put("type", "Root");
            identity.put("principalId", account.id().value());
            identity.put("arn", account.id().root().toString());
            identity.put("accountId", account.id().value());
            return identity;
        }
        identity.put("type", "IAMUser");
        identity.put("principalId", owner.value());
        account.users()
                .find(owner)
                .ifPresent(user -> identity.put("arn", user.arn(account.id()).toString()));
        identity.put("accountId", account.id().value());
        account.users()
                .find(owner)
                .ifPresent(user -> identity.put("userName", user.name().value()));
        return identity;
    }

    /** Of somebody whom the account does not know. */
    public static ObjectNode unknownUser(Account account) {
        return json().put("type", "IAMUser")
                .put("accountId", account.id().value())
                .put("accessKeyId", "")
                .put("userName", HIDDEN);
    }

    /** Of whoever sits at the machine and needs no leave. */
    static ObjectNode operator(Account account) {
        return json().put("accountId", account.id().value()).put("invokedBy", "sallyport");
    }

    private static String type(Caller caller) {
        if (caller.role() != null) {
            return "AssumedRole";
        }
        if (caller.federated() != null) {
            return "FederatedUser";
        }
        return caller.isRoot() ? "Root" : "IAMUser";
    }

    private static ObjectNode session(Caller caller, Account account, Instant issuedAt) {
        ObjectNode session = json();
        RoleSession role = caller.role();
        FederatedSession federated = caller.federated();
        if (role != null) {
            session.set("sessionIssuer", issuer("Role", role.role(), role.roleArn()));
        } else if (federated != null) {
            session.set("sessionIssuer", voucher(federated.voucher(), account));
        }
        SessionGrant grant = caller.grant();
        if (grant != null && grant.keys().containsKey("aws:FederatedProvider")) {
            session.set("webIdFederationData", vouched(grant.keys()));
        }
        session.putObject("attributes")
                .put("creationDate", issuedAt.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("mfaAuthenticated", Boolean.toString(caller.mfa() != null));
        if (grant != null && grant.sourceIdentity() != null) {
            session.put("sourceIdentity", grant.sourceIdentity());
        }
        return session;
    }

    private static ObjectNode vouched(Map<String, String> keys) {
        ObjectNode data = json();
        data.put("federatedProvider", keys.get("aws:FederatedProvider"));
        ObjectNode attributes = data.putObject("attributes");
        keys.entrySet().stream()
                .filter(key -> !key.getKey().startsWith("aws:"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(key -> attributes.put(key.getKey(), key.getValue()));
        return data;
    }

    private static ObjectNode voucher(UniqueId voucher, Account account) {
        if (voucher.isRoot()) {
            return issuer("Root", voucher, account.id().root());
        }
        return account.users()
                .find(voucher)
                .map(user -> issuer("IAMUser", voucher, user.arn(account.id())))
                .orElseGet(() -> json().put("type", "IAMUser").put("principalId", voucher.value()));
    }

    private static ObjectNode issuer(String type, UniqueId id, Arn arn) {
        String resource = arn.resource();
        ObjectNode issuer = json().put("type", type)
                .put("principalId", id.value())
                .put("arn", arn.toString())
                .put("accountId", arn.account());
        if (!type.equals("Root")) {
            issuer.put("userName", resource.substring(resource.lastIndexOf('/') + 1));
        }
        return issuer;
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}
