// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.account.FobStock;
import io.sallyport.core.mfa.FobState;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.web.aws.SignedClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The stock of an account at a running server, by the keys of somebody who may see to it. */
final class FobsOverHttp implements FobStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SERVICE = "sallyport";
    private static final String PATH = "/api/v1/fobs";
    private static final int PAGE = 1000;

    private final URI endpoint;
    private final SignedClient client;
    private final SignedClient.Keys keys;

    FobsOverHttp(URI endpoint, SignedClient.Keys keys) {
        this.endpoint = endpoint;
        this.client = new SignedClient(endpoint);
        this.keys = keys;
    }

    @FunctionalInterface
    private interface Call {
        SignedClient.Reply send() throws IOException, InterruptedException;
    }

    @Override
    public int take(Import wanted, ProgressBar progress) throws IOException, InterruptedException {
        UploadForm form = new UploadForm();
        form.add("dryRun", Boolean.toString(wanted.dryRun()));
        form.add("quarantine", Boolean.toString(wanted.quarantine()));
        wanted.opening().keyBytes().ifPresent(key -> form.add("key", key));
        wanted.opening().passwordText().ifPresent(password -> form.add("password", password));
        form.add("file", wanted.opening().reading(wanted.file(), () -> Files.readAllBytes(wanted.file())));
        byte[] body = form.body();
        progress.begin("sending", body.length);
        JsonNode answer = json(
                ask(() -> client.upload(keys, SERVICE, PATH, form.contentType(), body, progress::at)),
                wanted.file() + ": ");
        return answer.path(wanted.dryRun() ? "readable" : "imported").asInt();
    }

    @Override
    public List<FobLine> list(Wanted wanted) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder(PATH + "?maxItems=" + PAGE);
        wanted.states().forEach(state -> add(query, "state", state.name()));
        String user = wanted.user();
        String maker = wanted.maker();
        if (user != null) {
            add(query, "user", user);
        }
        if (maker != null) {
            add(query, "maker", maker);
        }
        List<FobLine> lines = new ArrayList<>();
        String marker = "";
        do {
            String path = query + (marker.isEmpty() ? "" : "&marker=" + encoded(marker));
            JsonNode answer = json(ask(() -> client.get(keys, SERVICE, path)), "");
            answer.path("fobs").forEach(fob -> lines.add(FobLine.of(fob)));
            marker = answer.path("marker").asText("");
        } while (!marker.isEmpty());
        return lines;
    }

    @Override
    public FobLine move(String serial, FobState to, Optional<FobStock.Codes> codes)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("state", to.name());
        codes.ifPresent(both -> body.put("code1", both.first()).put("code2", both.second()));
        String path = PATH + "/" + encoded(serial).replace("+", "%20") + "/state";
        return FobLine.of(json(ask(() -> client.post(keys, SERVICE, path, "application/json", body.toString())), ""));
    }

    @Override
    public void export(Set<FobState> states, SeedFiles opening, OutputStream out)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        states.stream().sorted().map(FobState::name).forEach(body.putArray("states")::add);
        opening.encrypt(key -> {
            if (key instanceof SeedKey.PreShared shared) {
                body.put("key", shared.key().toHex());
            } else if (key instanceof SeedKey.Password password) {
                body.put("password", password.password());
            } else {
                throw new IllegalArgumentException("seeds leave under a pre-shared key or a password");
            }
        });
        SignedClient.Reply reply =
                ask(() -> client.post(keys, SERVICE, PATH + "/export", "application/json", body.toString()));
        if (!isGood(reply)) {
            json(reply, "");
        }
        out.write(reply.body().getBytes(StandardCharsets.UTF_8));
    }

    private SignedClient.Reply ask(Call call) throws InterruptedException {
        try {
            return call.send();
        } catch (IOException unreachable) {
            throw new Refused("cannot reach " + endpoint + ": " + unreachable, unreachable);
        }
    }

    private static boolean isGood(SignedClient.Reply reply) {
        return reply.status() >= 200 && reply.status() < 300;
    }

    /** @param about what a refusal is about */
    private JsonNode json(SignedClient.Reply reply, String about) {
        try {
            JsonNode body = JSON.readTree(reply.body());
            if (isGood(reply)) {
                return body;
            }
            if (body.at("/error/message").isTextual()) {
                throw new Refused(about + body.at("/error/message").asText());
            }
        } catch (JsonProcessingException notJson) {
            // Without its cause, which may quote the answer.
            throw notOurs();
        }
        throw notOurs();
    }

    private Refused notOurs() {
        return new Refused(endpoint + " does not answer as Sallyport does: look at --endpoint");
    }

    private static void add(StringBuilder query, String name, String value) {
        query.append('&').append(name).append('=').append(encoded(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        // Nothing is held open between two requests.
    }
}
