// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class PolicyStampTest {
    private static final Arn ADMIN = Arn.parse("arn:aws:iam::aws:policy/AdministratorAccess");

    /** Tables of which nothing is compiled: they are read at each request, or do not decide. */
    private static final Set<String> READ_AFRESH = Set.of(
            "access_code_request",
            "access_key",
            "access_record",
            "access_report",
            "account",
            "account_setting",
            "browser_session",
            "ceremony",
            "credential_report",
            "decoy_device",
            "directory",
            "event",
            "event_before_chain",
            "event_checkpoint",
            "event_key",
            "event_resource",
            "help_desk_rules",
            "iam_group",
            "iam_role",
            "iam_user",
            "instance_profile",
            "login_profile",
            "mfa_device",
            "oidc_provider",
            "password_history",
            "password_policy",
            "recovery_code",
            "role_deletion",
            "saml_private_key",
            "saml_provider",
            "server_certificate",
            "service_credential",
            "session_cutoff",
            "signing_certificate",
            "ssh_public_key",
            "used_saml_assertion",
            "web_identity_key",
            "webhook",
            "webhook_delivery",
            "wrong_tries");

    private final TestStore store;
    private final TestAccount account;
    private final User tyler;
    private final Group admins;

    PolicyStampTest(TestStore store) {
        this.store = store;
        this.account = store.account();
        this.tyler = account.addUser("tyler");
        this.admins = account.addGroup("admins");
    }

    private static Map.Entry<String, Consumer<Account>> entry(String what, Consumer<Account> change) {
        return Map.entry(what, change);
    }

    private String stamp() {
        return account.read(Account::policyStamp).orElseThrow();
    }

    @Test
    void everyChangeOfWhatDecidesStampsTheAccountAnew() {
        PolicyName inline = new PolicyName("inline");
        User marla = account.addUser("marla");
        CustomerPolicy policy = account.addPolicy("p", "/", "{}");
        account.change(in -> in.customerPolicies().addVersion(policy, "{}", false, TestStore.NOW));
        Map<String, Consumer<Account>> changes = Map.ofEntries(
                entry("a user's managed policy", in -> in.policies().attach(tyler.id(), ADMIN)),
                entry("a group's managed policy", in -> in.policies().attach(admins.id(), ADMIN)),
                entry("a user's inline policy", in -> in.policies().put(tyler.id(), inline, "{}", 2, 2048)),
                entry("a group's inline policy", in -> in.policies().put(admins.id(), inline, "{}", 2, 5120)),
                entry("joining a group", in -> in.groups().addMember(admins, tyler)),
                entry("leaving a group", in -> in.groups().removeMember(admins, tyler)),
                entry("tags put on", in -> in.tags().put(tyler.id(), List.of(new Tag("team", "blue")))),
                entry("tags taken off", in -> in.tags().remove(tyler.id(), List.of("team"))),
                entry("another default version", in -> in.customerPolicies().setDefault(policy, 2)),
                entry(
                        "a new default version",
                        in -> in.customerPolicies().addVersion(policy, "{}", true, TestStore.NOW)),
                entry("a boundary", in -> in.boundaries().put(tyler.id(), ADMIN)),
                entry("a boundary taken away", in -> in.boundaries().remove(tyler.id())),
                entry("a user gone", in -> in.users().remove(marla)),
                entry("a managed policy detached", in -> in.policies().detach(tyler.id(), ADMIN)),
                entry("an inline policy removed", in -> in.policies().remove(tyler.id(), inline)));
        changes.forEach((what, change) -> {
            String before = stamp();
            account.change(change);
            assertThat(stamp()).as(what).isNotEqualTo(before);
        });
    }

    @Test
    void whatDoesNotDecideLeavesTheStampAsItIs() {
        String before = stamp();
        User marla = account.addUser("marla");
        account.addGroup("others");
        account.addRole("oncall");
        account.addProfile("web");
        account.addKey(marla.id());
        account.addApp("phone", marla.id());
        account.change(in -> in.users().passwordUsed(marla.id(), TestStore.NOW));
        account.change(in -> in.sessions().cutOff(marla.id(), TestStore.NOW));
        assertThat(stamp()).isEqualTo(before);
    }

    @Test
    void everyTableIsKnownToDecideOrNotTo() throws SQLException {
        Set<String> tables = store.raw().withHandle(handle -> {
            Set<String> found = new HashSet<>();
            String schema = store.dialect() == Dialect.POSTGRESQL ? "public" : null;
            try (ResultSet rows =
                    handle.getConnection().getMetaData().getTables(null, schema, "%", new String[] {"TABLE"})) {
                while (rows.next()) {
                    found.add(rows.getString("TABLE_NAME"));
                }
            }
            return found;
        });
        Set<String> known = new HashSet<>(READ_AFRESH);
        known.addAll(Scope.DECIDING);
        known.add("flyway_schema_history");
        assertThat(tables)
                .as("a new table belongs to Scope.DECIDING if anything of it is compiled, else to READ_AFRESH here")
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void aChangeThatIsRolledBackLeavesTheStampAsItWas() {
        String before = stamp();
        assertThatThrownBy(() -> account.change(in -> {
                    in.policies().attach(tyler.id(), ADMIN);
                    throw new IllegalStateException("after the change");
                }))
                .hasMessage("after the change");
        assertThat(stamp()).isEqualTo(before);
    }

    @Test
    void aRefusalKeepsTheChangeAndItsStamp() {
        String before = stamp();
        assertThatThrownBy(() -> account.change(in -> {
                    in.policies().attach(tyler.id(), ADMIN);
                    throw new Refusal(new IamException(Kind.ACCESS_DENIED, "but"));
                }))
                .hasMessage("but");
        assertThat(stamp()).isNotEqualTo(before);
    }

    @Test
    void aTransactionHasNoStampOnceItHasChangedWhatDecides() {
        account.change(in -> {
            assertThat(in.policyStamp()).isPresent();
            in.policies().attach(tyler.id(), ADMIN);
            assertThat(in.policyStamp()).isEmpty();
        });
    }

    @Test
    void aNewAccountHasAStampOfItsOwn() {
        assertThat(store.account().read(Account::policyStamp).orElseThrow())
                .isNotEmpty()
                .isNotEqualTo(stamp());
    }
}
