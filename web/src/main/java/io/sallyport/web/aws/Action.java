// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import java.util.ArrayList;
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
    private final String qualifiedName;
    private final Class<Q> type;
    private final Authorisation<C, Q> authorisation;
    private final boolean readOnly;
    private final Work<C, Q> work;

    Action(String name, Class<Q> type, Authorisation<C, Q> authorisation, boolean readOnly, Work<C, Q> work) {
        this.api = Api.ofRequest(type);
        this.name = name;
        this.qualifiedName = api.service() + ":" + name;
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
        return qualifiedName;
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
     * Reads and checks the parameters.
     *
     * @throws WireException MalformedInput or ValidationError 400
     */
    public Invocation<C> prepare(QueryRequest request, Constraints constraints) {
        Q in = QueryReader.read(request, type);
        constraints.check(api, name, in);
        return new BoundInvocation<>(this, in);
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

        /** Whether the account itself grants the caller this, so that only an explicit deny stands against it. */
        boolean isGranted(C caller);

        /**
         * Does it.
         *
         * @param reading runs what may only read in a transaction, for a caller who was authorised in it
         * @param acting the same for what may do whatever the action does
         */
        SdkPojo perform(Transaction<C> reading, Transaction<C> acting);
    }

    /**
     * A transaction in which the caller is authorised anew.
     *
     * @param <C> the caller
     */
    @FunctionalInterface
    public interface Transaction<C> {
        <T> T run(Function<C, T> work);
    }

    private record BoundInvocation<C, Q extends SdkPojo>(Action<C, Q> action, Q request) implements Invocation<C> {
        @Override
        public List<AuthorizationRequest> asked(C caller) {
            if (action.authorisation instanceof Authorisation.AlsoOn<C, Q> both) {
                return Stream.concat(asked(caller, both.rule()).stream(), Stream.of(asked(caller, both)))
                        .toList();
            }
            return action.authorisation instanceof Authorisation.OnArn<C, Q> onArn ? asked(caller, onArn) : List.of();
        }

        private AuthorizationRequest asked(C caller, Authorisation.AlsoOn<C, Q> both) {
            RequestContext.Builder keys = RequestContext.builder();
            both.keys().put(caller, request, keys);
            return new AuthorizationRequest(
                    action.api.service() + ":" + both.action(), both.resource().apply(caller, request), keys.build());
        }

        private List<AuthorizationRequest> asked(C caller, Authorisation.OnArn<C, Q> onArn) {
            RequestContext.Builder keys = RequestContext.builder();
            onArn.keys().put(caller, request, keys);
            RequestContext context = keys.build();
            List<AuthorizationRequest> asked = new ArrayList<>();
            for (String resource : onArn.resources().apply(caller, request)) {
                asked.add(new AuthorizationRequest(action.qualifiedName, resource, context));
                for (String also : onArn.also().apply(request)) {
                    asked.add(new AuthorizationRequest(action.api.service() + ":" + also, resource, context));
                }
            }
            return asked;
        }

        @Override
        public boolean isGranted(C caller) {
            return action.authorisation instanceof Authorisation.OnArn<C, Q> onArn
                    && onArn.granted().test(caller);
        }

        @Override
        public SdkPojo perform(Transaction<C> reading, Transaction<C> acting) {
            if (action.work instanceof Work.InOneStep<C, Q> one) {
                return acting.run(caller -> one.handler().apply(caller, request));
            }
            if (action.work instanceof Work.GoingOn<C, Q> on) {
                return (on.changes().test(request) ? acting : reading)
                        .run(caller -> on.ask().apply(caller, request))
                        .get();
            }
            Work.InSteps<C, Q> steps = (Work.InSteps<C, Q>) action.work;
            Function<C, ? extends SdkPojo> change =
                    reading.run(caller -> steps.look().apply(caller, request)).get();
            return acting.run(change::apply);
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
