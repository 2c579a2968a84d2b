// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.builder.Buildable;

/** No secret of any operation reaches the log. */
class RedactedEventsTest {
    private static final String MARK = "s3cr3t-in-the-clear";

    /** Everything in their names that sounds like a secret; the list of what is one has to be complete. */
    private static final Set<String> NOT_SECRET = Set.of(
            "AccessKeyId",
            "AccessKeyLastUsed",
            "AccessKeyMetadata",
            "AccessKey",
            "GlobalEndpointTokenVersion",
            "PasswordLastUsed",
            "PasswordPolicy",
            "PasswordResetRequired",
            "PasswordReusePrevention",
            "AllowUsersToChangePassword",
            "ExpirePasswords",
            "MaxPasswordAge",
            "MinimumPasswordLength",
            "AssertionEncryptionMode",
            "MinimumSessionTokenSize",
            "SessionTokenSize",
            "SessionTokenUtilization",
            "PrivateKeyList",
            "RemovePrivateKey",
            "SubjectFromWebIdentityToken");

    static Stream<Method> operations() {
        return Stream.concat(SdkOperations.of(IamClient.class), SdkOperations.of(StsClient.class));
    }

    /** Marks what the tables name, wherever it is. */
    private static SdkPojo marked(SdkPojo pojo) throws ReflectiveOperationException {
        SdkPojo builder = (SdkPojo) pojo.getClass().getMethod("toBuilder").invoke(pojo);
        for (SdkField<?> field : pojo.sdkFields()) {
            String name = field.locationName();
            Object value = field.getValueOrDefault(pojo);
            MarshallingKnownType type = field.marshallingType().getKnownType();
            if (RecordedMembers.SENSITIVE.contains(name) || RecordedMembers.ALSO_SENSITIVE.contains(name)) {
                field.set(builder, type == MarshallingKnownType.SDK_BYTES ? SdkBytes.fromUtf8String(MARK) : MARK);
            } else if (value instanceof SdkPojo inner) {
                field.set(builder, marked(inner));
            }
        }
        return (SdkPojo) ((Buildable) builder).build();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void nothingThatIsMarkedIsRecorded(Method operation) throws Exception {
        RandomPojo values = new RandomPojo(new Random(operation.getName().hashCode()), true);
        for (Class<?> type : List.of(operation.getParameterTypes()[0], operation.getReturnType())) {
            SdkPojo pojo = marked(values.fill(type));
            ObjectNode recorded = RecordedMembers.of(pojo);
            String text = String.valueOf(recorded);
            assertThat(text)
                    .doesNotContain(MARK)
                    .doesNotContain(Base64.getEncoder().encodeToString(MARK.getBytes(StandardCharsets.UTF_8)));
            Set<String> suspicious = new TreeSet<>();
            collect(pojo, suspicious);
            suspicious.removeAll(NOT_SECRET);
            suspicious.removeAll(RecordedMembers.SENSITIVE);
            suspicious.removeAll(RecordedMembers.ALSO_SENSITIVE);
            assertThat(suspicious)
                    .as("members of %s that sound secret", type.getSimpleName())
                    .isEmpty();
        }
    }

    private static void collect(SdkPojo pojo, Set<String> names) {
        for (SdkField<?> field : pojo.sdkFields()) {
            if (field.locationName()
                    .matches(
                            ".*(Secret|Token|Password|PrivateKey|Seed|TokenCode|AuthenticationCode|Assertion|PNG|AccessKey).*")) {
                names.add(field.locationName());
            }
            Object value = field.getValueOrDefault(pojo);
            if (value instanceof SdkPojo inner) {
                collect(inner, names);
            } else if (value instanceof List<?> list) {
                list.forEach(element -> {
                    if (element instanceof SdkPojo inner) {
                        collect(inner, names);
                    }
                });
            }
        }
    }

    /** As Debian's copy of AWS's models has it; a newer model may mark more, which the other table then names. */
    @Test
    void everythingThatAwsMarksIsInTheTable() throws Exception {
        String script = """
            import botocore.session, json
            out = set()
            for service in ('iam', 'sts'):
                shapes = botocore.session.get_session().get_service_model(service)._service_description['shapes']
                for shape in shapes.values():
                    for member, reference in shape.get('members', {}).items():
                        if reference.get('sensitive') or shapes[reference['shape']].get('sensitive'):
                            out.add(member)
            print(json.dumps(sorted(out)))
            """;
        Process python = new ProcessBuilder("/usr/bin/python3", "-c", script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<?> marked =
                JsonMapper.builder().build().readValue(python.getInputStream().readAllBytes(), List.class);
        assertThat(python.waitFor()).isZero();
        Set<Object> known = new HashSet<>(RecordedMembers.SENSITIVE);
        known.addAll(RecordedMembers.ALSO_SENSITIVE);
        assertThat(marked).hasSizeGreaterThan(7).allMatch(known::contains);
    }
}
