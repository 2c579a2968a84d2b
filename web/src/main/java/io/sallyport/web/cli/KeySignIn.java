// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.web.cli.signin.Person;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Somebody with a security key at a server, step by step; a refusal of the server's is told as it tells it. */
final class KeySignIn implements AutoCloseable {
    private static final String SIGNED_IN = "SIGNED_IN";

    private final SignInOptions options;
    private final Person person;

    KeySignIn(SignInOptions options) {
        this.options = options;
        this.person = options.person();
    }

    /** @return where it stands: signed in, or a device is wanted */
    Person.Reply enterPassword() throws IOException, InterruptedException {
        Person.Reply step = ask(person::enterPassword);
        requireNoNewPassword(step);
        return step;
    }

    static boolean isSignedIn(Person.Reply step) {
        return step.text("status").equals(SIGNED_IN);
    }

    void touch(Person.Reply step, SecurityKey key) throws IOException, InterruptedException {
        JsonNode publicKey = step.json().path("publicKey");
        if (!publicKey.isObject()) {
            throw new Refused("no security key is registered for this user: register one first");
        }
        String assertion = key.authenticate(publicKey.toString(), origin(publicKey.path("rpId")));
        requireSignedIn(ask(() -> person.touchKey(step, assertion)));
    }

    void enterCode(Person.Reply step, CodePrompt prompt) throws IOException, InterruptedException {
        for (JsonNode factor : step.json().path("factors")) {
            if (!factor.path("type").asText().equals("key") && factor.hasNonNull("serial")) {
                String serial = factor.path("serial").asText();
                requireSignedIn(ask(() -> person.enterCode(step, serial, prompt.ask(serial))));
                return;
            }
        }
        throw new Refused("this user's devices are security keys: name one that is registered by --sign-in-device");
    }

    private void requireNoNewPassword(Person.Reply step) {
        if (step.text("status").equals("PASSWORD_CHANGE_REQUIRED")) {
            throw new Refused(
                    "a new password is due: choose one at " + options.endpoint().resolve("/signin"));
        }
    }

    private void requireSignedIn(Person.Reply step) {
        requireNoNewPassword(step);
        if (!isSignedIn(step)) {
            throw notOurs();
        }
    }

    /** @return the device */
    JsonNode register(SecurityKey key, String name) throws IOException, InterruptedException {
        Person.Reply begun = ask(() -> person.device(Map.of("type", "key")));
        JsonNode publicKey = begun.json().path("publicKey");
        String credential = key.register(publicKey.toString(), origin(publicKey.at("/rp/id")));
        return ask(() -> person.finishKey(begun, name, credential)).json();
    }

    private String origin(JsonNode rpId) {
        if (!rpId.isTextual()) {
            throw notOurs();
        }
        return options.origin(rpId.asText());
    }

    /** Who the server takes her for, without anything that would open the session. */
    Map<String, String> session() throws IOException, InterruptedException {
        JsonNode session = ask(person::session).json();
        Map<String, String> told = new LinkedHashMap<>();
        Function<String, String> text = pointer -> session.at(pointer).asText("");
        told.put("Status", SIGNED_IN);
        told.put("Account", text.apply("/account"));
        told.put("Arn", text.apply("/arn"));
        told.put("Method", text.apply("/mfa/method"));
        told.put("Serial", text.apply("/mfa/serial"));
        return told;
    }

    @FunctionalInterface
    private interface Call {
        Person.Reply send() throws IOException, InterruptedException;
    }

    private Person.Reply ask(Call call) throws InterruptedException {
        Person.Reply reply;
        try {
            reply = call.send();
        } catch (JsonProcessingException notJson) {
            // Without its cause, which may quote the answer.
            throw notOurs();
        } catch (IOException unreachable) {
            throw new Refused("cannot reach " + options.endpoint() + ": " + unreachable, unreachable);
        }
        JsonNode message = reply.json().at("/error/message");
        if (message.isTextual()) {
            throw new Refused("the server refused: " + message.asText());
        }
        if (reply.status() / 100 != 2) {
            throw notOurs();
        }
        return reply;
    }

    private Refused notOurs() {
        return new Refused(options.endpoint() + " does not answer as Sallyport does: look at --endpoint");
    }

    /** The session was for this command only. */
    @Override
    public void close() throws IOException {
        try {
            person.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // It ends by itself.
        }
    }
}
