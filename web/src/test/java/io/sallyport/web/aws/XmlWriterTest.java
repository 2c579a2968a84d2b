// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;
import software.amazon.awssdk.services.iam.model.User;

class XmlWriterTest {
    @Test
    void writesAResponseAsAwsDoes() {
        CreateUserResponse response = CreateUserResponse.builder()
                .user(User.builder()
                        .path("/")
                        .userName("tyler")
                        .createDate(Instant.parse("2026-02-12T01:55:49.987Z"))
                        .tags(Tag.builder().key("a").value("<&>").build())
                        .build())
                .build();

        assertThat(XmlWriter.response(Api.IAM, "CreateUser", response, "r-1"))
                .isEqualTo(
                        "<CreateUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><CreateUserResult><User>"
                                + "<Path>/</Path><UserName>tyler</UserName><CreateDate>2026-02-12T01:55:49Z</CreateDate>"
                                + "<Tags><member><Key>a</Key><Value>&lt;&amp;&gt;</Value></member></Tags>"
                                + "</User></CreateUserResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>"
                                + "</CreateUserResponse>");
    }

    @Test
    void omitsTheResultOfAnActionThatHasNone() {
        assertThat(XmlWriter.response(
                        Api.IAM, "DeleteUser", DeleteUserResponse.builder().build(), "r-1"))
                .isEqualTo("<DeleteUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">"
                        + "<ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></DeleteUserResponse>");
    }

    @Test
    void writesTheOneEmptyResultThatAwsHas() {
        assertThat(XmlWriter.response(
                        Api.IAM, "UpdateRole", UpdateRoleResponse.builder().build(), "r-1"))
                .contains("<UpdateRoleResult></UpdateRoleResult>");
    }

    @Test
    void tellsAnEmptyListFromAnAbsentOne() {
        assertThat(XmlWriter.response(
                        Api.IAM,
                        "ListUsers",
                        ListUsersResponse.builder().users(List.of()).build(),
                        "r-1"))
                .contains("<ListUsersResult><Users></Users></ListUsersResult>");
        assertThat(XmlWriter.response(
                        Api.IAM, "ListUsers", ListUsersResponse.builder().build(), "r-1"))
                .contains("<ListUsersResult></ListUsersResult>");
    }

    @Test
    void writesMapsAsEntries() {
        GetAccountSummaryResponse response = GetAccountSummaryResponse.builder()
                .summaryMapWithStrings(java.util.Map.of("Users", 1))
                .build();

        assertThat(XmlWriter.response(Api.IAM, "GetAccountSummary", response, "r-1"))
                .contains("<SummaryMap><entry><key>Users</key><value>1</value></entry></SummaryMap>");
    }

    @Test
    void writesAnErrorAsAwsDoes() {
        WireError error = WireError.sender(404, "NoSuchEntity", "The user with name x cannot be found.");

        assertThat(XmlWriter.error(Api.STS, error, "r-1"))
                .isEqualTo(
                        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                                + "<Code>NoSuchEntity</Code><Message>The user with name x cannot be found.</Message></Error>"
                                + "<RequestId>r-1</RequestId></ErrorResponse>");
    }

    @Test
    void replacesCharactersThatXmlCannotHold() {
        String message = "a\u0000b\u001bc\ufffed\ud800e\r\n\t\ud83d\ude00";

        assertThat(XmlWriter.error(null, WireError.sender(400, "X", message), "r-1"))
                .contains("<Message>a\ufffdb\ufffdc\ufffdd\ufffde&#13;\n\t\ud83d\ude00</Message>");
    }
}
