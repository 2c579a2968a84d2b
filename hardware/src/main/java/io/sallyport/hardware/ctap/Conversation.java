// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.core.fido.FidoProtocol;
import com.yubico.yubikit.fido.client.AuthInvalidClientError;
import com.yubico.yubikit.fido.client.ClientError;
import com.yubico.yubikit.fido.client.MultipleAssertionsAvailable;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import io.sallyport.hardware.DeviceException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What is said to one key in turn, and the one place where what goes wrong becomes a {@link DeviceException}. */
final class Conversation {
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** CTAP 2.1 §11.2.9.1.3. */
    private static final int SPEAKS_CBOR = 0x04;

    private final Watch watch;
    private final TransportConnection connection;
    private final Interaction interaction;
    private final FidoProtocol hid;
    private @Nullable Ctap2Session ctap2;

    private Conversation(Watch watch, TransportConnection connection, Interaction interaction, FidoProtocol hid) {
        this.watch = watch;
        this.connection = connection;
        this.interaction = interaction;
        this.hid = hid;
    }

    static Conversation begin(HidTransport transport, InstantSource clock, Interaction interaction) {
        Watch watch = new Watch(clock, interaction);
        TransportConnection connection = new TransportConnection(transport, clock, SILENCE, watch);
        return ask(watch, LONGEST, () -> {
            Conversation begun = new Conversation(watch, connection, interaction, new FidoProtocol(connection));
            if (begun.hid.supports(SPEAKS_CBOR)) {
                begun.ctap2 = new Ctap2Session(connection);
            }
            return begun;
        });
    }

    Watch watch() {
        return watch;
    }

    Interaction interaction() {
        return interaction;
    }

    TransportConnection connection() {
        return connection;
    }

    /** CTAPHID below CTAP. */
    FidoProtocol hid() {
        return hid;
    }

    /** Empty for a key that knows U2F only. */
    Optional<Ctap2Session> ctap2() {
        return Optional.ofNullable(ctap2);
    }

    /** @throws DeviceException.Unsuitable if the key knows U2F only */
    Ctap2Session requireCtap2() {
        return ctap2().orElseThrow(() -> new DeviceException.Unsuitable(
                "this security key knows U2F only: it has no PIN and keeps no credentials to manage", null));
    }

    /** Yubikit remembers what the key said of itself when the session began. */
    void changed() {
        ask(() -> ctap2 = new Ctap2Session(connection));
    }

    @FunctionalInterface
    interface Exchange<T> {
        T run() throws IOException, CommandException, ClientError, MultipleAssertionsAvailable;
    }

    @FunctionalInterface
    interface Order {
        void run() throws IOException, CommandException, ClientError;
    }

    void tell(Order order) {
        ask(() -> {
            order.run();
            return true;
        });
    }

    <T> T ask(Exchange<T> exchange) {
        return ask(LONGEST, exchange);
    }

    <T> T ask(@Nullable Duration limit, Exchange<T> exchange) {
        return ask(watch, limit == null ? LONGEST : limit, exchange);
    }

    private static <T> T ask(Watch watch, Duration limit, Exchange<T> exchange) {
        watch.begin(limit);
        try {
            return exchange.run();
        } catch (DeviceException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e, watch);
        } catch (CtapException e) {
            throw refused(e, OptionalInt.empty(), e, watch);
        } catch (ClientError e) {
            throw failed(e, watch);
        } catch (MultipleAssertionsAvailable e) {
            throw new DeviceException.Unsuitable(
                    "the key holds several accounts for this site; name the credential", e);
        } catch (CommandException | RuntimeException e) {
            // Yubikit reads what the key sends with casts and buffer reads, and lets their exceptions out.
            throw new DeviceException.Garbled("the security key's answer makes no sense: " + describe(e), e);
        }
    }

    private static DeviceException failed(IOException e, Watch watch) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OperationEnded) {
                return Refusals.ended(watch.wasCancelled(), e);
            }
            if (cause instanceof HidErrorReceived error) {
                return error.error().filter(HidError.CHANNEL_BUSY::equals).isPresent()
                        ? new DeviceException.Busy(
                                "another program is using the security key: try again when that is done", e)
                        : new DeviceException.Garbled(describe(error), e);
            }
        }
        return new DeviceException.Unreachable(describe(e), e);
    }

    private static DeviceException failed(ClientError e, Watch watch) {
        OptionalInt tries = e instanceof AuthInvalidClientError wrong && wrong.retries >= 0
                ? OptionalInt.of(wrong.retries)
                : OptionalInt.empty();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CtapException ctap) {
                return refused(ctap, tries, e, watch);
            }
        }
        return new DeviceException.Unsuitable(describe(e), e);
    }

    private static DeviceException refused(CtapException ctap, OptionalInt tries, Exception cause, Watch watch) {
        // The key's own "told to stop" does not say why it was told.
        return Refusals.status(ctap) == Refusals.KEEPALIVE_CANCEL && watch.isOver()
                ? Refusals.ended(watch.wasCancelled(), cause)
                : Refusals.of(ctap, tries, cause);
    }

    private static String describe(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    void end() throws IOException {
        connection.close();
    }
}
