// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One bound action: how it reads, what it demands, what it does.
 *
 * @param <C> the caller
 * @param <Q> the SDK's request class
 */
public final class Action<C, Q extends SdkPojo> {
    private final Api api;
    private final String name;
    private final Class<Q> type;
    private final Authorisation<C, Q> authorisation;
    private final boolean readOnly;
    private final Function<Q, Function<C, ? extends SdkPojo>> work;

    Action(
            String name,
            Class<Q> type,
            Authorisation<C, Q> authorisation,
            boolean readOnly,
            Function<Q, Function<C, ? extends SdkPojo>> work) {
        this.api = Api.ofRequest(type);
        this.name = name;
        this.type = type;
        this.authorisation = authorisation;
        this.readOnly = readOnly;
        this.work = work;
    }

    public Api api() {
        return api;
    }

    Class<Q> type() {
        return type;
    }

    /** In AWS's spelling. */
    public String name() {
        return name;
    }

    /** As policies name it: {@code iam:CreateUser}. */
    public String qualifiedName() {
        return api.service() + ":" + name;
    }

    /** Whether a read transaction is enough. */
    public boolean readOnly() {
        return readOnly;
    }

    public Authorisation<C, Q> authorisation() {
        return authorisation;
    }

    /** Whether the request must carry a signature, which all but a few must. */
    public boolean signed() {
        return !(authorisation instanceof Authorisation.Unsigned);
    }

    /**
     * Reads and checks the parameters, and does what the action does before it asks for its caller.
     *
     * @throws WireException MalformedInput or ValidationError 400
     */
    public Invocation<C> prepare(QueryRequest request, Constraints constraints) {
        Q in = QueryReader.read(request, type);
        constraints.check(api, name, in);
        return new BoundInvocation<>(this, in, work.apply(in));
    }

    /**
     * One request, read and checked.
     *
     * @param <C> the caller
     */
    public sealed interface Invocation<C> {
        /** The parameters as the SDK's request class, for the context keys of a policy. */
        SdkPojo request();

        /** What the caller's policies have to allow, all of it; empty when no policy decides over this action. */
        List<AuthorizationRequest> asked(C caller);

        SdkPojo perform(C caller);
    }

    private record BoundInvocation<C, Q extends SdkPojo>(
            Action<C, Q> action, Q request, Function<C, ? extends SdkPojo> ready) implements Invocation<C> {
        @Override
        public List<AuthorizationRequest> asked(C caller) {
            if (!(action.authorisation instanceof Authorisation.OnArn<C, Q> onArn)) {
                return List.of();
            }
            RequestContext.Builder keys = RequestContext.builder();
            onArn.keys().accept(request, keys);
            RequestContext context = keys.build();
            List<String> names = Stream.concat(Stream.of(action.name), onArn.also().apply(request).stream())
                    .map(name -> action.api.service() + ":" + name)
                    .toList();
            return onArn.resources().apply(caller, request).stream()
                    .flatMap(resource -> names.stream().map(name -> new AuthorizationRequest(name, resource, context)))
                    .toList();
        }

        @Override
        public SdkPojo perform(C caller) {
            return ready.apply(caller);
        }

        /** The action only: the SDK's classes print one-time codes. */
        @Override
        public String toString() {
            return action.toString();
        }
    }

    /** The body of the answer. */
    public String write(SdkPojo response, String requestId) {
        return XmlWriter.response(api, name, response, requestId);
    }

    /** The body of a refusal, also before it is known which action was meant. */
    public static String writeError(@Nullable Api api, WireError error, String requestId) {
        return XmlWriter.error(api, error, requestId);
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}
