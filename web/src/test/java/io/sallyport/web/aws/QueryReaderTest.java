// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;

class QueryReaderTest {
    private static <T extends SdkPojo> T read(String body, Class<T> type) {
        return QueryReader.read(QueryRequest.parse(body.getBytes(StandardCharsets.UTF_8)), type);
    }

    private static void refuses(String body, Class<? extends SdkPojo> type) {
        assertThatThrownBy(() -> read(body, type))
                .asInstanceOf(InstanceOfAssertFactories.type(WireException.class))
                .extracting(WireException::error)
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(400);
                    assertThat(error.code()).isEqualTo("MalformedInput");
                    assertThat(error.message()).doesNotContain("canary");
                });
    }

    @Test
    void tellsAnAbsentListFromAnEmptyOne() {
        assertThat(read("UserName=a", CreateUserRequest.class).hasTags()).isFalse();
        assertThat(read("UserName=a&Tags=", CreateUserRequest.class).hasTags()).isTrue();
        assertThat(read("UserName=a&Tags=", CreateUserRequest.class).tags()).isEmpty();
    }

    @Test
    void tellsAnAbsentTextFromAnEmptyOne() {
        assertThat(read("", CreateUserRequest.class).userName()).isNull();
        assertThat(read("UserName=", CreateUserRequest.class).userName()).isEmpty();
    }

    @Test
    void readsListsByNumberNotByPosition() {
        String body = "Tags.member.02.Key=c&Tags.member.02.Value=3&Tags.member.1.Key=a&Tags.member.1.Value=1";

        assertThat(read(body, CreateUserRequest.class).tags())
                .containsExactly(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("c").value("3").build());
    }

    @Test
    void ignoresParametersThatTheRequestDoesNotKnow() {
        assertThat(read("SerialNumber=s&Extra=1&Extra.member.x=2", EnableMfaDeviceRequest.class)
                        .serialNumber())
                .isEqualTo("s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1"})
    void readsBooleansAsXmlSchemaSpellsThem(String text) {
        assertThat(read("RequireSymbols=" + text, UpdateAccountPasswordPolicyRequest.class)
                        .requireSymbols())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "", "1.5", "99999999999", "0x10"})
    void refusesANumberThatIsNone(String text) {
        refuses("MaxItems=" + text, ListUsersRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "True", "TRUE", "False", " true", "true ", "\ttrue\n", "null", ""})
    void refusesABooleanThatIsNone(String text) {
        refuses("RequireSymbols=" + text, UpdateAccountPasswordPolicyRequest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "+1", "x", "", "9999999999"})
    void refusesAListElementWithoutNumber(String number) {
        refuses("Tags.member." + number + ".Key=a", CreateUserRequest.class);
    }

    /** As recorded from AWS. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one    | Start of list found where not expected",
                "+1     | Start of list found where not expected",
                "0      | 0 is not a valid index",
                "-1     | Key -1 may not have a leading '-'",
                "12     | Excessively sparse input would skip 11 list elements"
            })
    void saysWhatIsWrongWithAListsNumber(String number, String message) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> read("TagKeys.member." + number + "=a", UntagUserRequest.class))
                .satisfies(refused -> assertThat(refused.error().message()).isEqualTo(message));
    }

    /** As recorded from AWS. */
    @ParameterizedTest
    @CsvSource({"1;12,11", "1;22;43,21", "1;2;3;4;5;6;7;8;9;10;21,11", "1;2;3;4;5;6;7;8;9;10;22,12"})
    void countsFromTheNumberBeforeHowManyWouldBeSkipped(String numbers, String skipped) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> read(tagKeys(numbers), UntagUserRequest.class))
                .satisfies(refused -> assertThat(refused.error().message())
                        .isEqualTo("Excessively sparse input would skip " + skipped + " list elements"));
    }

    private static String tagKeys(String numbers) {
        return Pattern.compile(";")
                .splitAsStream(numbers)
                .map(number -> "TagKeys.member." + number + "=a")
                .collect(Collectors.joining("&"));
    }

    /** As recorded from AWS. */
    @ParameterizedTest
    @ValueSource(strings = {"11", "1;11", "1;8;15"})
    void tenMayBeSkippedInARow(String numbers) {
        int last = Integer.parseInt(numbers.substring(numbers.lastIndexOf(';') + 1));
        assertThat(read(tagKeys(numbers), UntagUserRequest.class).tagKeys()).hasSize(last);
    }

    @Test
    void whatIsLeftOutOfAListIsNothing() {
        assertThat(read("UserName=a&TagKeys.member.3=c", UntagUserRequest.class).tagKeys())
                .containsExactly(null, null, "c");
    }

    @Test
    void whatIsLeftOutOfAListOfStructuresLacksItsMembers() {
        assertThat(read("Tags.member.2.Key=a&Tags.member.2.Value=b", CreateUserRequest.class)
                        .tags())
                .containsExactly(
                        Tag.builder().build(), Tag.builder().key("a").value("b").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tags.member.1=canary", "Tags.member.1.Key=a&Tags.member.2=canary"})
    void refusesATextWhereAStructureBelongs(String body) {
        refuses(body, CreateUserRequest.class);
    }

    @Test
    void refusesAStructureWhereATextBelongs() {
        refuses("UserName=a&TagKeys.member.1.Key=canary", UntagUserRequest.class);
    }
}
