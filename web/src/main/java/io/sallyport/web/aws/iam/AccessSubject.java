// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.web.aws.Call;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose access is asked about: a user, group, role or managed policy by its ARN, whose path counts for nothing, as AWS
 * was recorded to read it.
 *
 * @param kind {@code user}, {@code group}, {@code role} or {@code policy}
 * @param name without the path
 */
record AccessSubject(String kind, String name, String arn) {
    private static final Pattern COLON = Pattern.compile(":");
    private static final int FIELDS = 6;

    /** @throws IamException in AWS's words for what is no ARN, of another service or of another account */
    static AccessSubject parse(Call call, String arn) {
        String[] part = COLON.split(arn, FIELDS);
        if (part.length < FIELDS || !part[0].equals("arn") || part[5].isEmpty()) {
            throw new IamException(Kind.VALIDATION_ERROR, "ARN " + arn + " is not valid.");
        }
        if (!part[1].equals("aws")) {
            throw new IamException(Kind.VALIDATION_ERROR, "Invalid ARN partition");
        }
        if (!part[2].equals("iam")) {
            throw new IamException(Kind.VALIDATION_ERROR, "Invalid service in ARN");
        }
        String kind = part[5].substring(0, Math.max(part[5].indexOf('/'), 0));
        boolean ofAws = kind.equals("policy") && part[4].equals("aws");
        if (!part[4].equals(call.account().id().value()) && !ofAws) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "User: " + call.caller().arn() + " is not authorized to perform the operation on " + arn);
        }
        return new AccessSubject(kind, part[5].substring(part[5].lastIndexOf('/') + 1), arn);
    }

    boolean isPolicy() {
        return kind.equals("policy");
    }

    /** @throws IamException {@code NO_SUCH_ENTITY} */
    UniqueId requireHolder(Call call) {
        Optional<UniqueId> id = switch (kind) {
            case "user" -> call.account().users().find(new UserName(name)).map(user -> user.id());
            case "group" -> call.account().groups().find(new GroupName(name)).map(group -> group.id());
            case "role" -> call.account().roles().find(new RoleName(name)).map(role -> role.id());
            default -> throw notSupported();
        };
        return id.orElseThrow(this::notFound);
    }

    IamException notFound() {
        return new IamException(Kind.NO_SUCH_ENTITY, "ARN " + arn + " does not exist.");
    }

    IamException notSupported() {
        return new IamException(Kind.INVALID_INPUT, "Invalid Entity Arn: " + arn + " is not supported.");
    }
}
