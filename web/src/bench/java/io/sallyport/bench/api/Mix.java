// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The requests that are measured: the same for every server, and varied, though always in the same way. */
enum Mix {
    LIST_USERS("ListUsers", 30) {
        @Override
        void add(Subject subject, SplittableRandom random, List<Exchange> to) {
            Map<String, String> parameters = new LinkedHashMap<>();
            List<String> users = subject.users();
            if (random.nextBoolean()) {
                parameters.put("MaxItems", String.valueOf(random.nextInt(users.size(), 1001)));
            }
            if (random.nextBoolean()) {
                parameters.put("PathPrefix", "/");
            }
            to.add(new Exchange(
                    subject.signer().request("ListUsers", parameters),
                    List.of(
                            subject.arn(users.get(0)),
                            subject.arn(users.get(random.nextInt(users.size()))),
                            subject.arn(users.get(users.size() - 1))),
                    users.size()));
        }
    },

    GET_USER("GetUser", 30) {
        @Override
        void add(Subject subject, SplittableRandom random, List<Exchange> to) {
            String user = subject.users().get(random.nextInt(subject.users().size()));
            to.add(new Exchange(
                    subject.signer().request("GetUser", Map.of("UserName", user)),
                    List.of("<UserName>" + user + "</UserName>", subject.arn(user)),
                    0));
        }
    },

    /** One after the other, two requests. */
    CREATE_AND_DELETE_USER("CreateUser, DeleteUser", 0) {
        @Override
        void add(Subject subject, SplittableRandom random, List<Exchange> to) {
            String user = "passing-" + Long.toHexString(random.nextLong());
            to.add(new Exchange(
                    subject.signer().request("CreateUser", Map.of("UserName", user)),
                    List.of("<UserName>" + user + "</UserName>", subject.arn(user)),
                    0));
            to.add(new Exchange(
                    subject.signer().request("DeleteUser", Map.of("UserName", user)),
                    List.of("DeleteUserResponse"),
                    0));
        }
    };

    private final String title;
    private final double timesMoto;

    Mix(String title, double timesMoto) {
        this.title = title;
        this.timesMoto = timesMoto;
    }

    String title() {
        return title;
    }

    /** How many times as many as moto's server we have to answer; 0 where that is no goal. */
    double timesMoto() {
        return timesMoto;
    }

    /** Adds what belongs together. */
    abstract void add(Subject subject, SplittableRandom random, List<Exchange> to);

    /** At least so many for each of so many clients, signed now: within a quarter of an hour they are void. */
    List<List<Exchange>> sign(Subject subject, int clients, int each, SplittableRandom random) {
        List<List<Exchange>> byClient = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            List<Exchange> exchanges = new ArrayList<>(each + 1);
            while (exchanges.size() < each) {
                add(subject, random, exchanges);
            }
            byClient.add(exchanges);
        }
        return byClient;
    }
}
