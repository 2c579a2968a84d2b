// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One rule per arrow of the design, with its reason. This module is the only one that sees all the others. */
@AnalyzeClasses(packages = "io.sallyport", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String CORE = "io.sallyport.core..";
    private static final String HARDWARE = "io.sallyport.hardware..";
    private static final String SIMULATORS = "io.sallyport.simulators..";
    private static final String WEB = "io.sallyport.web..";
    private static final String CLI = "io.sallyport.web.cli..";

    /** Where an application is put together: the command line, and the JUnit extensions that stand in for it. */
    private static final String[] COMPOSITION = {CLI, "io.sallyport.web.junit..", "io.sallyport.simulators.junit.."};

    /** What even a package without dependencies may use. */
    private static final String[] PLAIN = {"java..", "org.jspecify..", "com.google.errorprone.annotations.."};

    @ArchTest
    static void everyModuleWithCodeIsSeen(JavaClasses all) {
        assertThat(all.contain("io.sallyport.core.IamException")).isTrue();
        assertThat(all.contain("io.sallyport.web.cli.Main")).isTrue();
        assertThat(all.contain(ArchitectureTest.class)).isFalse();
    }

    // Modules

    @ArchTest
    static final ArchRule coreKnowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HARDWARE, SIMULATORS, WEB)
            .because("core decides; what only a device or a request can tell, it asks through ports that it owns")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule hardwareKnowsOnlyCore = noClasses()
            .that()
            .resideInAPackage(HARDWARE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SIMULATORS, WEB)
            .because(
                    "hardware fulfils core's ports and must work for somebody who has neither our server nor a stand-in")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule simulatorsKnowNoServer = noClasses()
            .that()
            .resideInAPackage(SIMULATORS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(WEB)
            .because("people take the simulators jar into their own tests, without our server")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule serverKnowsNoSimulators = noClasses()
            .that()
            .resideInAPackage(WEB)
            .and()
            .resideOutsideOfPackages(COMPOSITION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SIMULATORS)
            .because("a running server must not be able to press a key's button; only the commands `demo` and "
                    + "`simulate` and the JUnit extension use stand-ins")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theKeyReaderKnowsNoAccounts = classes()
            .that()
            .resideInAPackage("io.sallyport.web.kiosk..")
            .should()
            .onlyDependOnClassesThat(inAny(
                    PLAIN,
                    "io.sallyport.web.kiosk..",
                    "io.sallyport.hardware",
                    "io.sallyport.hardware.ctap..",
                    "io.sallyport.core",
                    "com.fasterxml.jackson..",
                    "com.sun.net.httpserver..",
                    "javax.net.ssl..",
                    "org.slf4j.."))
            .because("the process at the kiosk has no database and no key set: whoever breaks into it finds a key's"
                    + " touch, and no account");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("io.sallyport.(**)")
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one package, or hide a third");

    // Inside core

    @ArchTest
    static final ArchRule namesStandAlone = classes()
            .that()
            .resideInAPackage("io.sallyport.core.name..")
            .should()
            .onlyDependOnClassesThat(
                    inAny(PLAIN, "io.sallyport.core", "io.sallyport.core.name..", "com.fasterxml.jackson.annotation.."))
            .because("value types are what everything else is written in; annotations only say how JSON spells them")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule policiesKnowNoUsersAndNoStore = classes()
            .that()
            .resideInAPackage("io.sallyport.core.policy..")
            .should()
            .onlyDependOnClassesThat(
                    inAny(PLAIN, "io.sallyport.core", "io.sallyport.core.policy..", "com.fasterxml.jackson.."))
            .because("a decision is a pure function of documents and a request, so that it can be proved and compared")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheStoreKnowsSql = only(
            "there is one adapter per engine; elsewhere the ports of core are the store",
            "io.sallyport.core.store..",
            "java.sql..",
            "javax.sql..",
            "org.jdbi..",
            "org.flywaydb..",
            "com.zaxxer.hikari..",
            "org.sqlite..",
            "org.postgresql..");

    @ArchTest
    static final ArchRule onlyTheVaultKnowsTink = only(
            "secrets are sealed in one place, bound to their row",
            "io.sallyport.core.store..",
            "com.google.crypto.tink..");

    // Libraries that stay behind one door

    @ArchTest
    static final ArchRule onlyTheAwsApiKnowsTheAwsSdk = only(
            "AWS's types are the wire; inside, a user is our own record",
            "io.sallyport.web.aws..",
            "software.amazon..");

    @ArchTest
    static final ArchRule onlyCtapKnowsYubikit =
            only("sessions over a key are one adapter", "io.sallyport.hardware.ctap..", "com.yubico.yubikit..");

    @ArchTest
    static final ArchRule onlyTheRelyingPartyKnowsItsLibrary = only(
            "what a signature proves is decided in one place",
            "io.sallyport.hardware.webauthn..",
            "com.yubico.webauthn..",
            "com.yubico.fido..");

    @ArchTest
    static final ArchRule onlyFederationKnowsJsonWebTokens =
            only("what a token proves is decided in one place", "io.sallyport.core.federation..", "com.nimbusds..");

    @ArchTest
    static final ArchRule onlyHid4javaKnowsHid4java = only(
            "native code is loaded only by who asked for it", "io.sallyport.hardware.hid4java..", "org.hid4java..");

    @ArchTest
    static final ArchRule onlyYkpivKnowsJnr =
            only("native code is loaded only by who asked for it", "io.sallyport.hardware.ykpiv..", "jnr..");

    @ArchTest
    static final ArchRule onlyOtpDrawsAndReadsQrCodes = noClasses()
            .that()
            .resideOutsideOfPackages("io.sallyport.hardware.otp..", "io.sallyport.simulators.otp..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.zxing..")
            .because("a QR code holds a seed: one place writes it, the simulated app reads it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyWhatIsComparedIsCached = noClasses()
            .that()
            .resideOutsideOfPackage("io.sallyport.core.account..")
            .and()
            .doNotHaveFullyQualifiedName("io.sallyport.web.aws.SigningKeys")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.benmanes.caffeine..")
            .because("what is kept in memory may be stale on another node: two places know when it is not"
                    + " (decisions 18 and 19)");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli =
            only("commands are thin: what they do can be called without them", CLI, "picocli..");

    @ArchTest
    static final ArchRule onlyWebKnowsHttpServers =
            only("the jars of the other modules bring no server along", WEB, "io.javalin..", "org.eclipse.jetty..");

    // Choices of the whole process

    @ArchTest
    static final ArchRule onlyTheCommandLineSpeaksToTheProcess = noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "in")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessTargetWhere(isCalled(".*\\.printStackTrace\\(\\)"))
            .because("standard output holds a command's answer and nothing else; libraries log through SLF4J")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheCommandLineChoosesSecurityProviders = noClasses()
            .that()
            .resideOutsideOfPackage("io.sallyport.web.cli.signature")
            .should()
            .accessTargetWhere(isCalled("java\\.security\\.Security\\.(addProvider|insertProviderAt|removeProvider).*"))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("org.conscrypt..")
            .because("providers are the whole process's: a library that registers one changes its user's TLS");

    @ArchTest
    static final ArchRule nobodyLogsThroughTheJdk =
            only("libraries log through SLF4J, and the command line chooses where to", CLI, "java.util.logging..");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideOutsideOfPackages(COMPOSITION)
            .should()
            .accessTargetWhere(isCalled(
                    "java\\.time\\..*\\.(now\\((java\\.time\\.ZoneId)?\\)|system.*|tick(Millis|Seconds|Minutes).*)"))
            .orShould()
            .accessTargetWhere(isCalled("java\\.lang\\.System\\.currentTimeMillis.*"))
            .because("codes, sessions and throttles are tested at chosen instants: take an InstantSource")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule randomnessIsInjected = noClasses()
            .that()
            .resideOutsideOfPackages(COMPOSITION)
            .should()
            .accessTargetWhere(isCalled("java\\.security\\.SecureRandom\\.(<init>|getInstance).*"))
            .because("a test replays what a simulator or an enrolment drew: take a SecureRandom")
            .allowEmptyShould(true);

    // Names

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helpers?|Impl|Manager)")
            .because("such a name says that a class is something, not what");

    @ArchTest
    static final ArchRule packagesAreBySubject = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..impl..", "..model..", "..dto..", "..helper..", "..common..")
            .because("a package by kind forces everything public and collects strangers");

    private static ArchRule only(String reason, String home, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because(reason)
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> inAny(String[] plain, String... further) {
        return resideInAnyPackage(plain).or(resideInAnyPackage(further)).as("in " + String.join(", ", further));
    }

    /** Calls and method references alike, by the target's full name with its parameter types. */
    private static DescribedPredicate<JavaAccess<?>> isCalled(String fullName) {
        return target(fullNameMatching(fullName)).as("the target is " + fullName);
    }
}
