// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Patterns, limits and wording of IAM's published API model (service-2.json) and of its recorded answers. */
final class NamesTest {
    private static final String NAME_WORDS =
            " is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-";
    private static final String PATH_WORDS = "The specified value for path is invalid. It must begin and end with / and"
            + " contain only alphanumeric characters and/or / characters.";

    private static Arguments of(Function<String, Object> type, String value, String message) {
        return Arguments.of(type, value, message);
    }

    private static String constraint(String member, String constraint) {
        return "1 validation error detected: Value at '" + member + "' failed to satisfy constraint: Member must "
                + constraint;
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                of(UserName::new, "", constraint("userName", "have length greater than or equal to 1")),
                of(UserName::new, "x".repeat(129), constraint("userName", "have length less than or equal to 128")),
                of(
                        text -> new UserName(text).requireGivable(),
                        "x".repeat(65),
                        constraint("userName", "have length less than or equal to 64")),
                of(UserName::new, "a b", "The specified value for userName" + NAME_WORDS),
                of(UserName::new, "é", "The specified value for userName" + NAME_WORDS),
                of(UserName::new, "tyler\n", "The specified value for userName" + NAME_WORDS),
                of(UserName::new, "a/b", "The specified value for userName" + NAME_WORDS),
                of(GroupName::new, "x".repeat(129), constraint("groupName", "have length less than or equal to 128")),
                of(GroupName::new, "a:b", "The specified value for groupName" + NAME_WORDS),
                of(PolicyName::new, "x".repeat(129), constraint("policyName", "have length less than or equal to 128")),
                of(PolicyName::new, "*", "The specified value for policyName" + NAME_WORDS),
                of(EntityPath::new, "", constraint("path", "have length greater than or equal to 1")),
                of(
                        EntityPath::new,
                        "/" + "x".repeat(511) + "/",
                        constraint("path", "have length less than or equal to 512")),
                of(EntityPath::new, "a", PATH_WORDS),
                of(EntityPath::new, "/a", PATH_WORDS),
                of(EntityPath::new, "a/", PATH_WORDS),
                of(EntityPath::new, "//", PATH_WORDS),
                of(EntityPath::new, "/a b/", PATH_WORDS),
                of(EntityPath::new, "/\u0080/", PATH_WORDS),
                of(AccountId::new, "12345678901", constraint("accountId", "have length greater than or equal to 12")),
                of(
                        AccountId::new,
                        "12345678901x",
                        constraint("accountId", "satisfy regular expression pattern: \\d{12}")),
                of(
                        AccountId::new,
                        "١٢٣٤٥٦٧٨٩٠١٢",
                        constraint("accountId", "satisfy regular expression pattern: \\d{12}")),
                of(AccountAlias::new, "ab", constraint("accountAlias", "have length greater than or equal to 3")),
                of(
                        AccountAlias::new,
                        "a".repeat(64),
                        constraint("accountAlias", "have length less than or equal to 63")),
                of(AccountAlias::new, "Acme", aliasPattern()),
                of(AccountAlias::new, "-acme", aliasPattern()),
                of(AccountAlias::new, "acme-", aliasPattern()),
                of(AccountAlias::new, "ac--me", aliasPattern()),
                of(AccountAlias::new, "acme\n", aliasPattern()),
                of(
                        AccessKeyId::new,
                        "A".repeat(15),
                        constraint("accessKeyId", "have length greater than or equal to 16")),
                of(
                        AccessKeyId::new,
                        "A".repeat(129),
                        constraint("accessKeyId", "have length less than or equal to 128")),
                of(
                        AccessKeyId::new,
                        "AKIA-AAAAAAAAAAAAAAA",
                        constraint("accessKeyId", "satisfy regular expression pattern: [\\w]+")),
                of(MfaSerial::new, "12345678", constraint("serialNumber", "have length greater than or equal to 9")),
                of(
                        MfaSerial::new,
                        "1".repeat(257),
                        constraint("serialNumber", "have length less than or equal to 256")),
                of(
                        MfaSerial::new,
                        "1234 56789",
                        constraint("serialNumber", "satisfy regular expression pattern: [\\w+=/:,.@-]+")),
                of(Arn::parse, "longpolicynamebutnoarn", "ARN longpolicynamebutnoarn is not valid."),
                of(Arn::parse, "arn:aws:iam::1:", "ARN arn:aws:iam::1: is not valid."),
                of(Arn::parse, "arn:aws-cn:iam::1:user/a", "ARN arn:aws-cn:iam::1:user/a is not valid."));
    }

    private static String aliasPattern() {
        return constraint(
                "accountAlias", "satisfy regular expression pattern: ^[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?$");
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @MethodSource
    void refused(Function<String, Object> type, String value, String message) {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> type.apply(value))
                .withMessage(message)
                .extracting(IamException::kind)
                .isEqualTo(Kind.VALIDATION_ERROR);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of((Function<String, Object>) UserName::new, "x".repeat(128)),
                Arguments.of((Function<String, Object>) text -> new UserName(text).requireGivable(), "x".repeat(64)),
                Arguments.of((Function<String, Object>) UserName::new, "aZ09_+=,.@-"),
                Arguments.of((Function<String, Object>) GroupName::new, "x".repeat(128)),
                Arguments.of((Function<String, Object>) PolicyName::new, "x".repeat(128)),
                Arguments.of((Function<String, Object>) EntityPath::new, "/"),
                Arguments.of((Function<String, Object>) EntityPath::new, "/" + "x".repeat(510) + "/"),
                Arguments.of((Function<String, Object>) EntityPath::new, "/!~/a//b/"),
                Arguments.of((Function<String, Object>) AccountAlias::new, "a-b"),
                Arguments.of((Function<String, Object>) AccountAlias::new, "1".repeat(13)),
                Arguments.of((Function<String, Object>) AccessKeyId::new, "AKIAIOSFODNN7EXAMPLE"),
                Arguments.of((Function<String, Object>) MfaSerial::new, "GAHT12345678"),
                Arguments.of((Function<String, Object>) MfaSerial::new, "arn:aws:iam::051826736434:mfa/a/b"),
                Arguments.of((Function<String, Object>) Arn::parse, "arn:aws:s3:::bucket/a:b:c"));
    }

    @ParameterizedTest(name = "[{index}] {1}")
    @MethodSource
    void accepted(Function<String, Object> type, String value) {
        assertThat(type.apply(value)).hasToString(value);
    }

    @Test
    void anAliasIsNoAccountId() {
        assertThatExceptionOfType(IamException.class).isThrownBy(() -> new AccountAlias("123456789012"));
    }

    @Test
    void aPathPrefixNeedNotEndWithASlash() {
        assertThat(EntityPath.prefix("/div")).isEqualTo("/div");
        assertThatExceptionOfType(IamException.class).isThrownBy(() -> EntityPath.prefix("div/"));
        assertThatExceptionOfType(IamException.class).isThrownBy(() -> EntityPath.prefix(""));
    }

    @Test
    void theLongestDeviceNameJustFits() {
        AccountId account = new AccountId("051826736434");
        assertThat(MfaSerial.virtual(account, EntityPath.ROOT, "x".repeat(226)).value())
                .hasSize(256);
        assertThat(MfaSerial.virtual(account, new EntityPath("/a/"), "app"))
                .hasToString("arn:aws:iam::051826736434:mfa/a/app");
        assertThat(MfaSerial.securityKey(account, "tyler", "yubi"))
                .hasToString("arn:aws:iam::051826736434:u2f/user/tyler/yubi");
        assertThat(new MfaSerial("GAHT12345678").arn(account))
                .hasToString("arn:aws:iam::051826736434:mfa/GAHT12345678");
    }

    @Test
    void anotherAccountsDeviceArnIsRefused() {
        MfaSerial serial = new MfaSerial("arn:aws:iam::051826736434:mfa/app");
        assertThat(serial.arn(new AccountId("051826736434"))).hasToString(serial.value());
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> serial.arn(new AccountId("999999999999")))
                .withMessage("Invalid MFA Device ARN.");
    }
}
