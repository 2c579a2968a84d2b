// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CTAP2 authenticator (CTAP 2.1 §6), whatever carries its messages: one request at a time, answered at once or when
 * somebody has touched the key. Not thread-safe.
 */
public final class Authenticator {
    /** How long a touch is waited for. */
    public static final Duration TOUCH_TIMEOUT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

    private final Environment environment;
    private final Chip chip;
    private final Attestation attestation;
    private Map<Integer, Command> commands;
    private final Instant poweredUp;
    private UserVerification verification;
    private @Nullable Waiting waiting;

    private record Waiting(Instant since, Step.Wait step) {}

    public Authenticator(Chip chip) {
        this(chip, Attestation.of(chip));
    }

    /** @param attestation who vouches for its new credentials */
    public Authenticator(Chip chip, Attestation attestation) {
        this.chip = chip;
        this.attestation = attestation;
        this.environment = chip.environment();
        this.poweredUp = environment.clock().instant();
        start();
    }

    /** Also after a reset, which leaves nothing behind that was begun before. */
    private void start() {
        verification = new UserVerification(chip);
        commands = Commands.of(chip, attestation, verification, poweredUp, this::start);
    }

    /**
     * @param request command byte and, for most commands, a CBOR map
     * @return status byte and perhaps a CBOR map; empty when a touch is awaited
     */
    public Optional<Bytes> submit(Bytes request) {
        waiting = null;
        byte[] bytes = request.toArray();
        try {
            chip.faults().request(request);
            Step step = run(bytes);
            if (step instanceof Step.Wait wait) {
                waiting = new Waiting(environment.clock().instant(), wait);
                return Optional.empty();
            }
            return Optional.of(success(((Step.Answer) step).cbor()));
        } catch (CtapException e) {
            return Optional.of(failure(e.status()));
        }
    }

    /** Whether its user is to be verified always, and no finger on its own sensor can do so for U2F (CTAP 2.1 §7.2.4). */
    public boolean isU2fDisabled() {
        return verification.isU2fDisabled();
    }

    public boolean awaitsTouch() {
        return waiting != null;
    }

    /** Looks whether the touch has come, or will not; empty when there is nothing to say yet. */
    public Optional<Bytes> poll() {
        Waiting current = waiting;
        if (current == null) {
            return Optional.empty();
        }
        Duration waited = Duration.between(current.since, environment.clock().instant());
        Bytes response = switch (chip.faults().touch(environment.presence().check(waited), waited)) {
            case TOUCHED -> touched(() -> Optional.of(finish(current.step)));
            case WRONG_FINGER -> touched(current.step::touchedByAStranger);
            case DECLINED -> failure(current.step.declined());
            case NOT_YET -> null;
        };
        if (response == null && waited.compareTo(TOUCH_TIMEOUT) >= 0) {
            response = failure(current.step.timedOut());
        }
        if (response != null) {
            waiting = null;
        }
        return Optional.ofNullable(response);
    }

    /** Stops waiting for a touch. */
    public Bytes cancel() {
        waiting = null;
        return failure(CtapStatus.KEEPALIVE_CANCEL);
    }

    private Step run(byte[] request) {
        if (request.length > chip.profile().limits().maxMessage()) {
            throw new CtapException(CtapStatus.REQUEST_TOO_LARGE);
        }
        Command command = request.length == 0 ? null : commands.get(Byte.toUnsignedInt(request[0]));
        if (command == null) {
            throw new CtapException(CtapStatus.INVALID_COMMAND);
        }
        commands.values().stream().filter(other -> other != command).forEach(Command::forget);
        byte[] cbor = Arrays.copyOfRange(request, 1, request.length);
        return command.run(cbor.length == 0 ? Parameters.none() : Parameters.of(CtapCbor.decode(cbor)));
    }

    private Bytes finish(Step.Wait step) {
        chip.faults().touched();
        return step.touched();
    }

    private @Nullable Bytes touched(Supplier<Optional<Bytes>> rest) {
        try {
            return rest.get().map(this::success).orElse(null);
        } catch (CtapException e) {
            return failure(e.status());
        }
    }

    private Bytes success(Bytes cbor) {
        return response(Bytes.join(Bytes.of((byte) CtapStatus.OK.code()), cbor).toArray());
    }

    private Bytes failure(CtapStatus status) {
        return response((byte) status.code());
    }

    private Bytes response(byte... response) {
        byte[] told = chip.faults().response(response);
        if (told.length > 0) {
            LOG.debug("CTAP2 status {}", CtapStatus.describe(Byte.toUnsignedInt(told[0])));
        }
        return Bytes.of(told);
    }
}
