// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.Optional;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.sts.model.StsRequest;

/** The two services that speak the Query protocol here, told apart by the version a request asks for. */
public enum Api {
    IAM("iam", "2010-05-08", IamRequest.class),
    STS("sts", "2011-06-15", StsRequest.class);

    private final String service;
    private final String version;
    private final Class<?> requests;

    Api(String service, String version, Class<?> requests) {
        this.service = service;
        this.version = version;
        this.requests = requests;
    }

    /** The name in a credential scope and before the colon of a policy's action. */
    public String service() {
        return service;
    }

    /** The value of the parameter {@code Version}. */
    public String version() {
        return version;
    }

    String namespace() {
        return "https://" + service + ".amazonaws.com/doc/" + version + "/";
    }

    public static Optional<Api> ofVersion(String version) {
        for (Api api : values()) {
            if (api.version.equals(version)) {
                return Optional.of(api);
            }
        }
        return Optional.empty();
    }

    static Api ofRequest(Class<?> type) {
        for (Api api : values()) {
            if (api.requests.isAssignableFrom(type)) {
                return api;
            }
        }
        throw new IllegalArgumentException(type.getName() + " is a request of neither IAM nor STS");
    }
}
