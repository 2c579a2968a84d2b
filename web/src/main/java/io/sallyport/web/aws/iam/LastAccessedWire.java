// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.account.AccessReport;
import io.sallyport.core.account.AccessReport.ActionAccess;
import io.sallyport.core.account.AccessReport.EntityAccess;
import io.sallyport.core.account.AccessReport.LastAccess;
import io.sallyport.core.account.AccessReport.ServiceAccess;
import io.sallyport.core.account.Account;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EntityDetails;
import software.amazon.awssdk.services.iam.model.EntityInfo;
import software.amazon.awssdk.services.iam.model.PolicyOwnerEntityType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;
import software.amazon.awssdk.services.iam.model.TrackedActionLastAccessed;

/** How what was last accessed looks in AWS's answers. */
final class LastAccessedWire {
    /** The last first, those who never came at the end; users before roles, by name. */
    private static final Comparator<EntityDetails> ORDER = Comparator.comparing(
                    EntityDetails::lastAuthenticated, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(entity -> entity.entityInfo().type() == PolicyOwnerEntityType.ROLE)
            .thenComparing(entity -> entity.entityInfo().name());

    private LastAccessedWire() {}

    static ServiceLastAccessed service(ServiceAccess service) {
        LastAccess last = service.last();
        ServiceLastAccessed.Builder wire = ServiceLastAccessed.builder()
                .serviceName(service.name())
                .serviceNamespace(service.namespace())
                .totalAuthenticatedEntities(service.by().size());
        if (last != null) {
            wire.lastAuthenticated(last.at())
                    .lastAuthenticatedEntity(last.entityArn())
                    .lastAuthenticatedRegion(last.region());
        }
        // No tracked actions are no member, as AWS was recorded to have it.
        return service.actions().isEmpty()
                ? wire.build()
                : wire.trackedActionsLastAccessed(service.actions().stream()
                                .map(LastAccessedWire::action)
                                .toList())
                        .build();
    }

    private static TrackedActionLastAccessed action(ActionAccess action) {
        LastAccess last = action.last();
        TrackedActionLastAccessed.Builder wire =
                TrackedActionLastAccessed.builder().actionName(action.name());
        return last == null
                ? wire.build()
                : wire.lastAccessedTime(last.at())
                        .lastAccessedEntity(last.entityArn())
                        .lastAccessedRegion(last.region())
                        .build();
    }

    /** Everybody the report is about by the name she has now, but for those who are gone since. */
    static List<EntityDetails> entities(Account account, AccessReport report, ServiceAccess service) {
        Map<UniqueId, Instant> last =
                service.by().stream().collect(Collectors.toMap(EntityAccess::entity, EntityAccess::at));
        return report.entities().stream()
                .flatMap(entity -> info(account, entity).map(info -> details(info, last.get(entity))).stream())
                .sorted(ORDER)
                .toList();
    }

    private static EntityDetails details(EntityInfo info, @Nullable Instant last) {
        return EntityDetails.builder().entityInfo(info).lastAuthenticated(last).build();
    }

    private static Optional<EntityInfo> info(Account account, UniqueId entity) {
        EntityInfo.Builder info = EntityInfo.builder().id(entity.value());
        if (entity.is(UniqueId.Prefix.AROA)) {
            return account.roles()
                    .find(entity)
                    .map(role -> info.type(PolicyOwnerEntityType.ROLE)
                            .arn(role.arn(account.id()).toString())
                            .name(role.name().value())
                            .path(role.path().value())
                            .build());
        }
        return account.users()
                .find(entity)
                .map(user -> info.type(PolicyOwnerEntityType.USER)
                        .arn(user.arn(account.id()).toString())
                        .name(user.name().value())
                        .path(user.path().value())
                        .build());
    }
}
