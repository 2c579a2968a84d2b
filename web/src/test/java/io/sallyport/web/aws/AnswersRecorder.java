// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Writes down which operation was answered how, for {@code .ci/errors} to count once all tests have run. */
final class AnswersRecorder implements ExecutionInterceptor {
    private static final Path ANSWERS = Path.of("target/answers.tsv");
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        record(attributes, "ok");
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null) {
            record(attributes, refusal.awsErrorDetails().errorCode());
        }
    }

    private static void record(ExecutionAttributes attributes, String code) {
        String answer = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME) + "\t" + code;
        if (SEEN.add(answer)) {
            try {
                Files.createDirectories(ANSWERS.getParent());
                Files.writeString(ANSWERS, answer + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
