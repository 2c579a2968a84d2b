// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.account.SignIn;
import io.sallyport.core.account.SignInStep;
import io.sallyport.core.account.SignInTokens;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.MfaSerial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens while a password is being hashed. */
@OnBothDatabases
final class SignInRaceTest {
    private static final RequestFacts FACTS = new RequestFacts("192.0.2.1", true, "a browser", null, null);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestAccount account;
    private final Passwords passwords = new Passwords(RANDOM, 1);

    SignInRaceTest(TestStore store) {
        this.account = store.account();
    }

    @Test
    void passwordThatIsReplacedWhileItIsCheckedOpensNothing() {
        User tyler = account.addUser("tyler");
        Password old = passwords.generate();
        LoginProfile profile = new LoginProfile(tyler.id(), passwords.hash(old), false, TestStore.NOW);
        PasswordHash successor = passwords.hash(passwords.generate());
        account.change(in -> in.loginProfiles().add(profile, "tyler"));
        SignIn signIn = signIn(
                () -> account.change(in -> in.loginProfiles().change(tyler.id(), successor, false, TestStore.NOW, 0)));

        Refused.with(
                Kind.ACCESS_DENIED,
                "Your authentication information is incorrect. Please try again.",
                () -> signIn.withPassword(Optional.of(new SignIn.Claim(account.id(), tyler.name())), old, FACTS));
    }

    @Test
    void aDeviceThatCameMeanwhileIsAskedForBeforeANewPasswordOpensASession() {
        User tyler = account.addUser("tyler");
        Password old = passwords.generate();
        account.change(in -> in.loginProfiles()
                .add(new LoginProfile(tyler.id(), passwords.hash(old), true, TestStore.NOW), "tyler"));
        SignIn signIn = signIn(() -> {});
        SignInStep step = signIn.withPassword(Optional.of(new SignIn.Claim(account.id(), tyler.name())), old, FACTS);
        String id = ((SignInStep.PasswordChangeRequired) step).signIn();
        MfaSerial serial = MfaSerial.virtual(account.id(), EntityPath.ROOT, "phone");
        account.change(in -> {
            in.mfaDevices().add(CodeDevice.newApp(serial), TestAccount.seed());
            CodeDevice app = in.mfaDevices().lock(serial).orElseThrow();
            assertThat(in.mfaDevices().assign(app, tyler.id(), TestStore.NOW)).isTrue();
        });

        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "There is no such sign-in waiting: begin again.",
                () -> signIn.withNewPassword(id, passwords.generate(), FACTS));
    }

    /** Over accounts in which something happens as soon as they have been read. */
    private SignIn signIn(Runnable afterReading) {
        Accounts disturbed = (Accounts) Proxy.newProxyInstance(
                Accounts.class.getClassLoader(), new Class<?>[] {Accounts.class}, (self, method, arguments) -> {
                    try {
                        Object answer = method.invoke(account.accounts(), arguments);
                        if (method.getName().equals("read")) {
                            afterReading.run();
                        }
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        InstantSource clock = () -> TestStore.NOW;
        SecurityKeys none = (SecurityKeys) Proxy.newProxyInstance(
                SecurityKeys.class.getClassLoader(), new Class<?>[] {SecurityKeys.class}, (self, method, arguments) -> {
                    throw new AssertionError("nobody has a key here");
                });
        return new SignIn(
                disturbed,
                passwords,
                new MfaRegistry(new CodeVerification(new StepCodes(), clock), clock, RANDOM),
                none,
                new SignInTokens(RANDOM),
                clock);
    }
}
