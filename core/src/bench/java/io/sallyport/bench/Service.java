// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A service of the workload.
 *
 * @param resource a format of a number and the rest
 * @param actions granted by every policy on the service
 * @param actionsOfOdd granted by those with odd numbers
 * @param asked what requests ask for: everything granted somewhere, and an action that is not
 */
record Service(String resource, List<String> actions, List<String> actionsOfOdd, List<String> asked) {
    /** In the order in which the policies take them. */
    static final List<Service> ALL = List.of(
            of("s3", "arn:aws:s3:::bucket-%d/%s", "GetObject PutObject DeleteObject", " ListBucket", " GetObjectAcl"),
            of(
                    "sqs",
                    "arn:aws:sqs:us-east-1:123456789012:queue-%d-%s",
                    "SendMessage ReceiveMessage DeleteMessage",
                    " GetQueueUrl",
                    " PurgeQueue"),
            of(
                    "dynamodb",
                    "arn:aws:dynamodb:us-east-1:123456789012:table/table-%d-%s",
                    "GetItem PutItem Query",
                    " Scan",
                    " DeleteTable"),
            of(
                    "lambda",
                    "arn:aws:lambda:us-east-1:123456789012:function:fn-%d-%s",
                    "InvokeFunction GetFunction UpdateFunctionCode",
                    "",
                    " DeleteFunction"),
            of(
                    "ec2",
                    "arn:aws:ec2:us-east-1:123456789012:instance/i-%d-%s",
                    "StartInstances StopInstances RebootInstances",
                    " TerminateInstances",
                    " MonitorInstances"));

    private static Service of(String prefix, String resource, String names, String ofOdd, String never) {
        return new Service(
                resource,
                actions(prefix, names),
                actions(prefix, names + ofOdd),
                actions(prefix, names + ofOdd + never));
    }

    private static List<String> actions(String prefix, String names) {
        List<String> actions = new ArrayList<>();
        for (String name : names.split(" ", -1)) {
            actions.add(prefix + ":" + name);
        }
        return List.copyOf(actions);
    }

    static Service of(int number) {
        return ALL.get(number % ALL.size());
    }

    List<String> granted(int number) {
        return number % 2 == 0 ? actions : actionsOfOdd;
    }

    String resource(int number, String rest) {
        return String.format(resource, number, rest);
    }
}
