// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A request as no engine's own class has it. */
record Question(String action, String resource, Optional<String> team, String sourceIp, Optional<Boolean> mfa) {
    static final int COUNT = 100_000;
    static final long SEED = 20_261_123;

    private static final List<String> BROAD = List.of(
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "cloudwatch:GetMetricData",
            "cloudwatch:PutMetricData",
            "ec2:DescribeInstances",
            "ec2:DescribeVolumes",
            "iam:GetUser",
            "iam:CreateUser");

    /** {@value #COUNT} requests, no two the same, for a workload of so many policies; always the same ones. */
    static List<Question> distinct(int size) {
        Random random = new Random(SEED + size);
        Set<Question> questions = new LinkedHashSet<>();
        while (questions.size() < COUNT) {
            questions.add(random(random, size));
        }
        return List.copyOf(questions);
    }

    private static Question random(Random random, int size) {
        String action;
        String resource;
        // Every fifth number is beyond the policies; some resources are of a service that has no such number.
        int number = random.nextInt(size + size / 4);
        Service service = Service.of(random.nextInt(8) == 0 ? random.nextInt(5) : number);
        if (random.nextInt(10) == 0) {
            action = one(random, BROAD);
            resource =
                    "arn:aws:" + action.substring(0, action.indexOf(':')) + ":us-east-1:123456789012:" + rest(random);
        } else {
            action = one(random, service.asked());
            resource = service.resource(number, rest(random));
        }
        return new Question(action, resource, team(random), address(random), mfa(random));
    }

    private static String rest(Random random) {
        String name = Integer.toString(random.nextInt(36 * 36 * 36 * 36), 36);
        return random.nextBoolean() ? name : "logs/" + random.nextInt(2030) + "/" + name + ".txt";
    }

    /** Half of them the team that policies ask for, a quarter another, a quarter none. */
    private static Optional<String> team(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("blue");
            default -> Optional.of("red");
        };
    }

    private static Optional<Boolean> mfa(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Optional.of(false);
            case 1, 2, 3 -> Optional.empty();
            default -> Optional.of(true);
        };
    }

    private static String address(Random random) {
        String host = "." + random.nextInt(256);
        return switch (random.nextInt(8)) {
            case 0 -> "10.0." + random.nextInt(256) + host;
            case 1 -> "203.0.112" + host;
            case 2 -> "198.51.101" + host;
            case 3 -> "2001:db8::" + Integer.toHexString(1 + random.nextInt(0xffff));
            case 4, 5 -> "203.0.113" + host;
            default -> "198.51.100" + host;
        };
    }

    private static <T> T one(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
