// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.IamRequest;
import software.amazon.awssdk.services.sts.model.StsRequest;

/** The operations of a client of the SDK: its methods from a request to a response. */
final class SdkOperations {
    private SdkOperations() {}

    static Stream<Method> of(Class<?> client) {
        return Arrays.stream(client.getMethods())
                .filter(m -> m.getParameterCount() == 1)
                .filter(m -> IamRequest.class.isAssignableFrom(m.getParameterTypes()[0])
                        || StsRequest.class.isAssignableFrom(m.getParameterTypes()[0]))
                .filter(m -> SdkPojo.class.isAssignableFrom(m.getReturnType()))
                .sorted(Comparator.comparing(Method::getName));
    }
}
