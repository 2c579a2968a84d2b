// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onAny;
import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.account.AccessReport;
import io.sallyport.core.account.AccessReport.ServiceAccess;
import io.sallyport.core.account.AccessReporter;
import io.sallyport.core.account.AccessReporter.Facts;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AccessAdvisorUsageGranularityType;
import software.amazon.awssdk.services.iam.model.EntityDetails;
import software.amazon.awssdk.services.iam.model.GenerateServiceLastAccessedDetailsRequest;
import software.amazon.awssdk.services.iam.model.GenerateServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsWithEntitiesRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsWithEntitiesResponse;
import software.amazon.awssdk.services.iam.model.JobStatusType;

/**
 * When users, groups, roles and holders of policies last accessed the services that their policies grant. AWS makes the
 * report behind the request that asks for it; here it is complete when that request is answered.
 */
public final class LastAccessedActions {
    /** What AWS was recorded to show, of services, where a request does not say how many; its reference says 100. */
    private static final int DEFAULT_SERVICES = 200;

    private final AccessFacts facts;
    private final AccessReporter reporter;
    private final ServiceNamespaces namespaces;
    private final SecureRandom random;
    private final InstantSource clock;

    /** @param served whether an action is one that requests name, such as {@code iam:GetUser} */
    public LastAccessedActions(
            ManagedPolicies managed,
            ServiceCatalogue catalogue,
            Attempts attempts,
            Predicate<String> served,
            SecureRandom random,
            InstantSource clock) {
        this.facts = new AccessFacts(managed, attempts);
        this.reporter = new AccessReporter(catalogue, served);
        this.namespaces = new ServiceNamespaces(catalogue);
        this.random = random;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changesInSteps(
                        "GenerateServiceLastAccessedDetails",
                        GenerateServiceLastAccessedDetailsRequest.class,
                        onArn((call, in) -> in.arn()),
                        this::generate)
                .reads(
                        "GetServiceLastAccessedDetails",
                        GetServiceLastAccessedDetailsRequest.class,
                        onAny(),
                        this::getServices)
                .reads(
                        "GetServiceLastAccessedDetailsWithEntities",
                        GetServiceLastAccessedDetailsWithEntitiesRequest.class,
                        onAny(),
                        this::getEntities);
    }

    private Supplier<Function<Call, ? extends SdkPojo>> generate(
            Call looking, GenerateServiceLastAccessedDetailsRequest in) {
        Facts seen = facts.of(looking, AccessSubject.parse(looking, in.arn()));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean actions = in.granularity() == AccessAdvisorUsageGranularityType.ACTION_LEVEL;
        return () -> {
            AccessReport report = reporter.report(seen, actions, now);
            String jobId = new UUID(random.nextLong(), random.nextLong()).toString();
            return call -> {
                call.account().accessReports().forgetBefore(now.minus(AccessReport.LIFE));
                call.account().accessReports().add(jobId, call.caller().userId(), report);
                return GenerateServiceLastAccessedDetailsResponse.builder()
                        .jobId(jobId)
                        .build();
            };
        };
    }

    private GetServiceLastAccessedDetailsResponse getServices(Call call, GetServiceLastAccessedDetailsRequest in) {
        AccessReport report = require(call, in.jobId());
        Page<ServiceAccess> page = PlacePages.of(
                "services/" + in.jobId() + "/",
                in.maxItems() == null ? DEFAULT_SERVICES : in.maxItems(),
                in.marker(),
                report.services());
        return GetServiceLastAccessedDetailsResponse.builder()
                .jobStatus(JobStatusType.COMPLETED)
                .jobType(
                        report.actions()
                                ? AccessAdvisorUsageGranularityType.ACTION_LEVEL
                                : AccessAdvisorUsageGranularityType.SERVICE_LEVEL)
                .jobCreationDate(report.createdAt())
                .jobCompletionDate(report.createdAt())
                .servicesLastAccessed(
                        page.items().stream().map(LastAccessedWire::service).toList())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private GetServiceLastAccessedDetailsWithEntitiesResponse getEntities(
            Call call, GetServiceLastAccessedDetailsWithEntitiesRequest in) {
        AccessReport report = require(call, in.jobId());
        if (!namespaces.isKnown(call, in.serviceNamespace())) {
            throw new IamException(
                    Kind.INVALID_INPUT,
                    "Service namepace " + in.serviceNamespace() + " is either invalid or unsupported.");
        }
        List<EntityDetails> entities = report.service(in.serviceNamespace())
                .map(service -> LastAccessedWire.entities(call.account(), report, service))
                .orElse(List.of());
        Page<EntityDetails> page = PlacePages.of("entities/" + in.jobId() + "/", in.maxItems(), in.marker(), entities);
        return GetServiceLastAccessedDetailsWithEntitiesResponse.builder()
                .jobStatus(JobStatusType.COMPLETED)
                .jobCreationDate(report.createdAt())
                .jobCompletionDate(report.createdAt())
                .entityDetailsList(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private AccessReport require(Call call, String jobId) {
        return call.account()
                .accessReports()
                .find(jobId, call.caller().userId())
                .filter(report -> !report.createdAt().isBefore(clock.instant().minus(AccessReport.LIFE)))
                .orElseThrow(() -> new IamException(Kind.NO_SUCH_ENTITY, "Job " + jobId + " does not exist."));
    }
}
