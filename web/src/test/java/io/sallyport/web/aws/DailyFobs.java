// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.codec.binary.Base32;

/**
 * Fobs whose codes change once a day, so that a served process has what a fixed clock would give it: one code each for as
 * long as a test takes. Imported by the product's command, eight to a user.
 */
final class DailyFobs {
    private static final Duration DAY = Duration.ofDays(1);

    private final int count;

    DailyFobs(int count) {
        this.count = count;
    }

    int count() {
        return count;
    }

    static String serial(int fob) {
        return String.format(Locale.ROOT, "GAHT%08d", fob);
    }

    static String user(int fob) {
        return "user" + fob / MfaDevice.PER_OWNER;
    }

    private static byte[] seed(int fob) {
        return ByteBuffer.allocate(20)
                .putInt(0x5ca1ab1e)
                .putInt(fob)
                .putInt(16, ~fob)
                .array();
    }

    /** What it shows tomorrow, which is near enough from midnight to midnight and not used up before. */
    static String code(int fob, Instant now) {
        long tomorrow = now.getEpochSecond() / DAY.toSeconds() + 1;
        return new AppCodes(new Base32().encodeToString(seed(fob)))
                .at(Instant.ofEpochSecond(tomorrow * AppCodes.STEP.toSeconds()));
    }

    static ObjectNode request(int fob, Instant now) {
        return JsonApi.json("{}").put("serial", serial(fob)).put("code", code(fob, now));
    }

    static String path(int fob) {
        return "/api/v1/users/" + user(fob) + "/codes/verify";
    }

    /** Before the server runs. */
    void importInto(Packaged product, Path directory) throws Exception {
        StringBuilder csv = new StringBuilder();
        for (int fob = 0; fob < count; fob++) {
            csv.append(serial(fob))
                    .append(',')
                    .append(HexFormat.of().formatHex(seed(fob)))
                    .append(",TOTP,6,")
                    .append(DAY.toSeconds())
                    .append('\n');
        }
        Path file = directory.resolve("fobs.csv");
        Files.writeString(file, csv);
        assertThat(product.sallyport(List.of("fobs", "import", file.toString())).exit())
                .isZero();
    }

    /** Gives them out, which over the API would use their codes up. */
    void assign(Accounts accounts, AccountId account) {
        Ids ids = new Ids(new SecureRandom());
        accounts.write(account, in -> {
            UniqueId owner = ids.unique(UniqueId.Prefix.AIDA, account);
            for (int fob = 0; fob < count; fob++) {
                if (fob % MfaDevice.PER_OWNER == 0) {
                    owner = ids.unique(UniqueId.Prefix.AIDA, account);
                    in.users().add(new User(owner, new UserName(user(fob)), EntityPath.ROOT, Instant.now(), null));
                }
                CodeDevice device = (CodeDevice) in.mfaDevices().require(new MfaSerial(serial(fob)));
                assertThat(in.mfaDevices().assign(device, owner, Instant.now())).isTrue();
            }
            return true;
        });
    }

    /** How many wrong codes were counted of all of them. */
    long failures(Accounts accounts, AccountId account) {
        return accounts.read(account, in -> {
            long failures = 0;
            for (int fob = 0; fob < count; fob++) {
                failures += ((CodeDevice) in.mfaDevices().require(new MfaSerial(serial(fob))))
                        .clock()
                        .failures();
            }
            return failures;
        });
    }
}
