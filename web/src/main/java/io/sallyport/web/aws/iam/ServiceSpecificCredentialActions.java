// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.credential.CredentialService;
import io.sallyport.core.credential.ServiceCredential;
import io.sallyport.core.credential.ServiceSecret;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.DeleteServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsRequest;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.ResetServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.ResetServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.UpdateServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.UpdateServiceSpecificCredentialResponse;

/** Passwords and API keys for one service, whose secret is shown when they are made or reset and never again. */
public final class ServiceSpecificCredentialActions {
    private final Ids ids;
    private final SecureRandom random;
    private final InstantSource clock;

    public ServiceSpecificCredentialActions(Ids ids, SecureRandom random, InstantSource clock) {
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateServiceSpecificCredential",
                        CreateServiceSpecificCredentialRequest.class,
                        onArn(
                                (call, in) -> Target.resource(call, in.userName()),
                                ServiceSpecificCredentialActions::putKeys),
                        this::createServiceSpecificCredential)
                .reads(
                        "ListServiceSpecificCredentials",
                        ListServiceSpecificCredentialsRequest.class,
                        onArn(ServiceSpecificCredentialActions::listed),
                        this::listServiceSpecificCredentials)
                .changes(
                        "ResetServiceSpecificCredential",
                        ResetServiceSpecificCredentialRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::resetServiceSpecificCredential)
                .changes(
                        "UpdateServiceSpecificCredential",
                        UpdateServiceSpecificCredentialRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::updateServiceSpecificCredential)
                .changes(
                        "DeleteServiceSpecificCredential",
                        DeleteServiceSpecificCredentialRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::deleteServiceSpecificCredential);
    }

    private static void putKeys(CreateServiceSpecificCredentialRequest in, RequestContext.Builder keys) {
        keys.put("iam:ServiceSpecificCredentialServiceName", in.serviceName());
        if (in.credentialAgeDays() != null) {
            keys.put(
                    "iam:ServiceSpecificCredentialAgeDays",
                    in.credentialAgeDays().toString());
        }
    }

    private static String listed(Call call, ListServiceSpecificCredentialsRequest in) {
        return isOfAll(in) ? call.account().id().iam("user/*").toString() : Target.resource(call, in.userName());
    }

    private static boolean isOfAll(ListServiceSpecificCredentialsRequest in) {
        return Boolean.TRUE.equals(in.allUsers());
    }

    private static User user(Call call, @Nullable String userName) {
        return Target.of(call, userName).requireUser();
    }

    /** Nobody goes while a credential of hers is there. */
    private static User owner(Call call, ServiceCredential credential) {
        return call.account().users().find(credential.owner()).orElseThrow();
    }

    private static ServiceCredential require(Call call, User user, String id) {
        return call.account().serviceCredentials().require(user.id(), new UniqueId(id));
    }

    private CreateServiceSpecificCredentialResponse createServiceSpecificCredential(
            Call call, CreateServiceSpecificCredentialRequest in) {
        User user = user(call, in.userName());
        CredentialService service = CredentialService.of(in.serviceName());
        Integer days = in.credentialAgeDays();
        if (days != null && !service.takesApiKeys()) {
            throw new IamException(
                    Kind.VALIDATION_ERROR, "CredentialAgeDays is only valid for services that support API keys.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ServiceCredential.Terms terms = new ServiceCredential.Terms(
                ids.unique(UniqueId.Prefix.ACCA, call.account().id()),
                service,
                now,
                days == null ? null : now.plus(days, ChronoUnit.DAYS));
        ServiceSecret secret = ServiceSecret.generate(random);
        ServiceCredential credential = call.account().serviceCredentials().add(terms, user, secret);
        return CreateServiceSpecificCredentialResponse.builder()
                .serviceSpecificCredential(ServiceCredentialMembers.withSecret(credential, user, secret, now))
                .build();
    }

    private ListServiceSpecificCredentialsResponse listServiceSpecificCredentials(
            Call call, ListServiceSpecificCredentialsRequest in) {
        if (isOfAll(in) && in.userName() != null) {
            throw new IamException(Kind.VALIDATION_ERROR, "AllUsers cannot be specified together with UserName.");
        }
        User user = isOfAll(in) ? null : user(call, in.userName());
        CredentialService service = in.serviceName() == null ? null : CredentialService.of(in.serviceName());
        Page<ServiceCredential> page = call.account()
                .serviceCredentials()
                .list(user == null ? null : user.id(), service, PageRequest.of(in.maxItems(), in.marker()));
        return ListServiceSpecificCredentialsResponse.builder()
                .serviceSpecificCredentials(page.map(credential -> ServiceCredentialMembers.metadata(
                                credential, user == null ? owner(call, credential) : user, clock.instant()))
                        .items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private ResetServiceSpecificCredentialResponse resetServiceSpecificCredential(
            Call call, ResetServiceSpecificCredentialRequest in) {
        User user = user(call, in.userName());
        ServiceCredential credential = require(call, user, in.serviceSpecificCredentialId());
        ServiceSecret secret = ServiceSecret.generate(random);
        call.account().serviceCredentials().reset(credential, secret);
        return ResetServiceSpecificCredentialResponse.builder()
                .serviceSpecificCredential(
                        ServiceCredentialMembers.withSecret(credential, user, secret, clock.instant()))
                .build();
    }

    private UpdateServiceSpecificCredentialResponse updateServiceSpecificCredential(
            Call call, UpdateServiceSpecificCredentialRequest in) {
        ServiceCredential credential = require(call, user(call, in.userName()), in.serviceSpecificCredentialId());
        call.account().serviceCredentials().setActive(credential, Status.isActive(in.status()));
        return UpdateServiceSpecificCredentialResponse.builder().build();
    }

    private DeleteServiceSpecificCredentialResponse deleteServiceSpecificCredential(
            Call call, DeleteServiceSpecificCredentialRequest in) {
        ServiceCredential credential = require(call, user(call, in.userName()), in.serviceSpecificCredentialId());
        call.account().serviceCredentials().remove(credential);
        return DeleteServiceSpecificCredentialResponse.builder().build();
    }
}
