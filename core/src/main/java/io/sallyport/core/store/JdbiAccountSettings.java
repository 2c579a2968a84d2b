// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Json;
import io.sallyport.core.account.AccountSettings;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.ToldModels;
import java.util.Optional;

final class JdbiAccountSettings implements AccountSettings {
    private final Scope scope;

    JdbiAccountSettings(Scope scope) {
        this.scope = scope;
    }

    @Override
    public int globalEndpointTokenVersion() {
        return scope.query("SELECT token_version FROM account_setting WHERE account_id = :account")
                .mapTo(int.class)
                .findOne()
                .orElse(FIRST_TOKEN_VERSION);
    }

    @Override
    public void setGlobalEndpointTokenVersion(int version) {
        scope.update("""
                        INSERT INTO account_setting (account_id, token_version, outbound_enabled)
                        VALUES (:account, :version, FALSE)
                        ON CONFLICT (account_id) DO UPDATE SET token_version = excluded.token_version""").bind("version", version).execute();
    }

    @Override
    public Optional<String> outboundIssuer() {
        return scope.query(
                        "SELECT outbound_issuer FROM account_setting WHERE account_id = :account AND outbound_enabled")
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public String enableOutboundFederation(String newIssuer) {
        int enabled = scope.update("""
                        INSERT INTO account_setting (account_id, token_version, outbound_issuer, outbound_enabled)
                        VALUES (:account, :version, :issuer, TRUE)
                        ON CONFLICT (account_id) DO UPDATE
                        SET outbound_issuer = coalesce(account_setting.outbound_issuer, excluded.outbound_issuer),
                            outbound_enabled = TRUE
                        WHERE NOT account_setting.outbound_enabled""")
                .bind("version", FIRST_TOKEN_VERSION)
                .bind("issuer", newIssuer)
                .execute();
        if (enabled == 0) {
            throw new IamException(
                    Kind.FEATURE_ENABLED,
                    "Outbound identity federation is already enabled for account " + scope.account());
        }
        String issuer = outboundIssuer().orElseThrow();
        Directory.claim(scope, Directory.Kind.ISSUER, issuer);
        return issuer;
    }

    @Override
    public void disableOutboundFederation() {
        int disabled = scope.update("""
                        UPDATE account_setting SET outbound_enabled = FALSE
                        WHERE account_id = :account AND outbound_enabled""").execute();
        if (disabled == 0) {
            throw new IamException(
                    Kind.FEATURE_DISABLED,
                    "Outbound identity federation is already disabled for account " + scope.account());
        }
    }

    @Override
    public boolean sessionsEndWithDevice() {
        return scope.query("SELECT sessions_end_with_device FROM account_setting WHERE account_id = :account")
                .mapTo(boolean.class)
                .findOne()
                .orElse(false);
    }

    @Override
    public void setSessionsEndWithDevice(boolean end) {
        scope.update("""
                        INSERT INTO account_setting (account_id, token_version, outbound_enabled, sessions_end_with_device)
                        VALUES (:account, :version, FALSE, :end)
                        ON CONFLICT (account_id) DO UPDATE
                        SET sessions_end_with_device = excluded.sessions_end_with_device""").bind("version", FIRST_TOKEN_VERSION).bind("end", end).execute();
    }

    @Override
    public KeyRules keyRules() {
        return scope.query("SELECT key_rules FROM account_setting WHERE account_id = :account")
                .mapTo(String.class)
                .findOne()
                .map(json -> Json.read(json, KeyRules.class))
                .orElse(KeyRules.STANDARD);
    }

    @Override
    public void setKeyRules(KeyRules rules) {
        scope.update("""
                        INSERT INTO account_setting (account_id, token_version, outbound_enabled, key_rules)
                        VALUES (:account, :version, FALSE, :rules)
                        ON CONFLICT (account_id) DO UPDATE SET key_rules = excluded.key_rules""")
                .bind("version", FIRST_TOKEN_VERSION)
                .bind("rules", Json.write(rules))
                .execute();
    }

    @Override
    public ToldModels toldModels() {
        return scope.query("SELECT told_models FROM account_setting WHERE account_id = :account")
                .mapTo(String.class)
                .findOne()
                .map(json -> Json.read(json, ToldModels.class))
                .orElse(ToldModels.NONE);
    }

    @Override
    public boolean setToldModels(ToldModels before, ToldModels now) {
        return scope.update("""
                        INSERT INTO account_setting (account_id, token_version, outbound_enabled, told_models)
                        VALUES (:account, :version, FALSE, :now)
                        ON CONFLICT (account_id) DO UPDATE SET told_models = excluded.told_models
                        WHERE coalesce(account_setting.told_models, :none) = :before""")
                        .bind("version", FIRST_TOKEN_VERSION)
                        .bind("now", Json.write(now))
                        .bind("before", Json.write(before))
                        .bind("none", Json.write(ToldModels.NONE))
                        .execute()
                == 1;
    }
}
