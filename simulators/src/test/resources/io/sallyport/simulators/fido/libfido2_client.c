// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
//
// Yubico's libfido2 (Debian: libfido2-dev, 1.12) against a simulated key on a loopback port.
//
// Usage: libfido2_client PORT SCENARIO
// A connection is a power cycle of the key. The first call that does not answer as it must ends the program with a line
// that tells which one it was; then the exit status is 1.
#include <arpa/inet.h>
#include <errno.h>
#include <fido.h>
#include <fido/config.h>
#include <fido/credman.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/es384.h>
#include <fido/rs256.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define RP "example.org"
#define PACKET 64
// Without its address, sizeof would be that of a pointer.
#define BYTES(array) (array), sizeof(array)
#define MUST(call) answers(FIDO_OK, (call), #call, __LINE__)
#define REFUSED(code, call) answers((code), (call), #call, __LINE__)
#define HOLDS(condition) holds((condition), #condition, __LINE__)

static const unsigned char challenge[32] = {7, 1, 4};
static const char *port;

static void answers(int expected, int code, const char *call, int line) {
    if (code != expected) {
        printf("line %d: %s\n  answered %#04x %s, not %s\n", line, call, code, fido_strerr(code), fido_strerr(expected));
        exit(1);
    }
}

static void holds(bool condition, const char *text, int line) {
    if (!condition) {
        printf("line %d: this does not hold: %s\n", line, text);
        exit(1);
    }
}

// What libfido2 calls to reach a device: packets without a report id on the wire, with one in its buffer.

static void *wire_open(const char *path) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(path))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int *wire = malloc(sizeof *wire);
    int on = 1;
    *wire = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(*wire, (struct sockaddr *)&address, sizeof address) != 0) {
        printf("no key on port %s: %s\n", path, strerror(errno));
        exit(1);
    }
    setsockopt(*wire, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return wire;
}

static void wire_close(void *handle) {
    close(*(int *)handle);
    free(handle);
}

static int wire_read(void *handle, unsigned char *buffer, size_t length, int milliseconds) {
    struct pollfd ready = {.fd = *(int *)handle, .events = POLLIN};
    if (length != PACKET || poll(&ready, 1, milliseconds) != 1) {
        return -1;
    }
    return (int)recv(ready.fd, buffer, length, MSG_WAITALL);
}

static int wire_write(void *handle, const unsigned char *buffer, size_t length) {
    if (length != PACKET + 1 || send(*(int *)handle, buffer + 1, PACKET, MSG_NOSIGNAL) != PACKET) {
        return -1;
    }
    return (int)length;
}

static fido_dev_t *power_up(void) {
    const fido_dev_io_t wire = {wire_open, wire_close, wire_read, wire_write};
    fido_dev_t *key = fido_dev_new();
    MUST(fido_dev_set_io_functions(key, &wire));
    MUST(fido_dev_open(key, port));
    return key;
}

static void power_down(fido_dev_t *key) {
    MUST(fido_dev_close(key));
    fido_dev_free(&key);
}

static fido_cred_t *asked(int algorithm, const char *account, bool resident, int extensions) {
    fido_cred_t *made = fido_cred_new();
    MUST(fido_cred_set_type(made, algorithm));
    MUST(fido_cred_set_clientdata_hash(made, BYTES(challenge)));
    MUST(fido_cred_set_rp(made, RP, "Example"));
    MUST(fido_cred_set_user(made, (const unsigned char *)account, strlen(account), account, account, NULL));
    if (resident) {
        MUST(fido_cred_set_rk(made, FIDO_OPT_TRUE));
    }
    MUST(fido_cred_set_extensions(made, extensions));
    return made;
}

static fido_cred_t *make(fido_dev_t *key, fido_cred_t *made, const char *pin) {
    MUST(fido_dev_make_cred(key, made, pin));
    if (fido_cred_x5c_ptr(made) != NULL) {
        MUST(fido_cred_verify(made));
    } else {
        MUST(fido_cred_verify_self(made));
    }
    HOLDS(fido_cred_flags(made) & 0x01);
    HOLDS(!(fido_cred_flags(made) & 0x04) == (pin == NULL));
    return made;
}

static fido_assert_t *wanted(const fido_cred_t *allowed, int extensions) {
    fido_assert_t *got = fido_assert_new();
    MUST(fido_assert_set_rp(got, RP));
    MUST(fido_assert_set_clientdata_hash(got, BYTES(challenge)));
    if (allowed != NULL) {
        MUST(fido_assert_allow_cred(got, fido_cred_id_ptr(allowed), fido_cred_id_len(allowed)));
    }
    MUST(fido_assert_set_extensions(got, extensions));
    return got;
}

static void verify(const fido_assert_t *got, size_t index, const fido_cred_t *made) {
    const unsigned char *bytes = fido_cred_pubkey_ptr(made);
    size_t length = fido_cred_pubkey_len(made);
    void *public;
    switch (fido_cred_type(made)) {
        case COSE_ES256:
            public = es256_pk_new();
            MUST(es256_pk_from_ptr(public, bytes, length));
            break;
        case COSE_ES384:
            public = es384_pk_new();
            MUST(es384_pk_from_ptr(public, bytes, length));
            break;
        case COSE_EDDSA:
            public = eddsa_pk_new();
            MUST(eddsa_pk_from_ptr(public, bytes, length));
            break;
        default:
            public = rs256_pk_new();
            MUST(rs256_pk_from_ptr(public, bytes, length));
    }
    MUST(fido_assert_verify(got, index, fido_cred_type(made), public));
    free(public);
}

static fido_assert_t *get(fido_dev_t *key, const fido_cred_t *made, const char *pin) {
    fido_assert_t *got = wanted(made, 0);
    MUST(fido_dev_get_assert(key, got, pin));
    HOLDS(fido_assert_count(got) == 1);
    HOLDS(!(fido_assert_flags(got, 0) & 0x04) == (pin == NULL));
    verify(got, 0, made);
    return got;
}

// The scenarios, each on a key in the state in which it leaves the factory.

static void info(void) {
    fido_dev_t *key = power_up();
    HOLDS(fido_dev_is_fido2(key));
    HOLDS(fido_dev_protocol(key) == 2);
    HOLDS(fido_dev_supports_pin(key) && !fido_dev_has_pin(key));
    HOLDS(fido_dev_supports_cred_prot(key) && fido_dev_supports_credman(key));
    HOLDS(fido_dev_supports_permissions(key));
    fido_cbor_info_t *told = fido_cbor_info_new();
    MUST(fido_dev_get_cbor_info(key, told));
    HOLDS(fido_cbor_info_aaguid_len(told) == 16);
    HOLDS(fido_cbor_info_protocols_len(told) == 2);
    HOLDS(fido_cbor_info_algorithm_count(told) > 1);
    HOLDS(fido_cbor_info_maxmsgsiz(told) >= 1024);
    fido_cbor_info_free(&told);
    power_down(key);
}

static void algorithm(int cose) {
    fido_dev_t *key = power_up();
    fido_cred_t *made = make(key, asked(cose, "one", false, 0), NULL);
    fido_assert_t *got = get(key, made, NULL);
    uint32_t first = fido_assert_sigcount(got, 0);
    power_down(key);
    key = power_up();
    got = get(key, made, NULL);
    HOLDS(fido_assert_sigcount(got, 0) > first);
    HOLDS(fido_assert_user_id_ptr(got, 0) == NULL);

    fido_cred_t *again = asked(cose, "one", false, 0);
    MUST(fido_cred_exclude(again, fido_cred_id_ptr(made), fido_cred_id_len(made)));
    REFUSED(FIDO_ERR_CREDENTIAL_EXCLUDED, fido_dev_make_cred(key, again, NULL));

    fido_assert_t *elsewhere = wanted(made, 0);
    MUST(fido_assert_set_rp(elsewhere, "example.net"));
    REFUSED(FIDO_ERR_NO_CREDENTIALS, fido_dev_get_assert(key, elsewhere, NULL));
    REFUSED(FIDO_ERR_NO_CREDENTIALS, fido_dev_get_assert(key, wanted(NULL, 0), NULL));
    power_down(key);
}

static void es256(void) { algorithm(COSE_ES256); }
static void es384(void) { algorithm(COSE_ES384); }
static void eddsa(void) { algorithm(COSE_EDDSA); }
static void rs256(void) { algorithm(COSE_RS256); }

static int retries(fido_dev_t *key) {
    int left = -1;
    MUST(fido_dev_get_retry_count(key, &left));
    return left;
}

static void pin(void) {
    fido_dev_t *key = power_up();
    REFUSED(FIDO_ERR_PIN_POLICY_VIOLATION, fido_dev_set_pin(key, "123", NULL));
    MUST(fido_dev_set_pin(key, "1234", NULL));
    HOLDS(fido_dev_has_pin(key) && retries(key) == 8);
    fido_cred_t *made = make(key, asked(COSE_ES256, "one", false, 0), "1234");
    get(key, made, "1234");
    get(key, made, NULL);

    REFUSED(FIDO_ERR_PIN_INVALID, fido_dev_set_pin(key, "654321", "4321"));
    HOLDS(retries(key) == 7);
    MUST(fido_dev_set_pin(key, "654321", "1234"));
    HOLDS(retries(key) == 8);

    // CTAP 2.1 §6.5.5.7.1: three in a row want a power cycle, eight a reset.
    for (int left = 7; left > 0; left--) {
        int expected = left == 5 || left == 2 ? FIDO_ERR_PIN_AUTH_BLOCKED : FIDO_ERR_PIN_INVALID;
        REFUSED(expected, fido_dev_get_assert(key, wanted(made, 0), "1234"));
        HOLDS(retries(key) == left);
        if (expected == FIDO_ERR_PIN_AUTH_BLOCKED) {
            REFUSED(FIDO_ERR_PIN_AUTH_BLOCKED, fido_dev_get_assert(key, wanted(made, 0), "654321"));
            HOLDS(retries(key) == left);
            power_down(key);
            key = power_up();
        }
    }
    REFUSED(FIDO_ERR_PIN_BLOCKED, fido_dev_get_assert(key, wanted(made, 0), "1234"));
    HOLDS(retries(key) == 0);
    power_down(key);
    key = power_up();
    REFUSED(FIDO_ERR_PIN_BLOCKED, fido_dev_get_assert(key, wanted(made, 0), "654321"));
    get(key, made, NULL);
    MUST(fido_dev_reset(key));
    HOLDS(!fido_dev_has_pin(key) || retries(key) == 8);
    MUST(fido_dev_set_pin(key, "1234", NULL));
    REFUSED(FIDO_ERR_NO_CREDENTIALS, fido_dev_get_assert(key, wanted(made, 0), NULL));
    power_down(key);
}

static void resident(void) {
    fido_dev_t *key = power_up();
    MUST(fido_dev_set_pin(key, "1234", NULL));
    fido_cred_t *one = make(key, asked(COSE_ES256, "one", true, 0), "1234");
    fido_cred_t *two = make(key, asked(COSE_EDDSA, "two", true, 0), "1234");
    power_down(key);
    key = power_up();

    fido_assert_t *got = wanted(NULL, 0);
    MUST(fido_dev_get_assert(key, got, "1234"));
    HOLDS(fido_assert_count(got) == 2);
    verify(got, 0, two);
    verify(got, 1, one);
    HOLDS(strcmp(fido_assert_user_name(got, 0), "two") == 0 && strcmp(fido_assert_user_name(got, 1), "one") == 0);
    // Names are for whom the key knows (CTAP 2.1 §6.2.2).
    got = wanted(NULL, 0);
    MUST(fido_dev_get_assert(key, got, NULL));
    HOLDS(fido_assert_count(got) == 2 && fido_assert_user_name(got, 0) == NULL);
    HOLDS(fido_assert_user_id_len(got, 0) == 3 && memcmp(fido_assert_user_id_ptr(got, 0), "two", 3) == 0);

    fido_credman_metadata_t *room = fido_credman_metadata_new();
    MUST(fido_credman_get_dev_metadata(key, room, "1234"));
    HOLDS(fido_credman_rk_existing(room) == 2);
    uint64_t left = fido_credman_rk_remaining(room);

    fido_credman_rp_t *parties = fido_credman_rp_new();
    MUST(fido_credman_get_dev_rp(key, parties, "1234"));
    HOLDS(fido_credman_rp_count(parties) == 1 && strcmp(fido_credman_rp_id(parties, 0), RP) == 0);
    HOLDS(fido_credman_rp_id_hash_len(parties, 0) == 32);

    fido_credman_rk_t *held = fido_credman_rk_new();
    MUST(fido_credman_get_dev_rk(key, RP, held, "1234"));
    HOLDS(fido_credman_rk_count(held) == 2);
    for (size_t i = 0; i < 2; i++) {
        const fido_cred_t *entry = fido_credman_rk(held, i);
        const fido_cred_t *made = fido_cred_type(entry) == COSE_ES256 ? one : two;
        HOLDS(fido_cred_id_len(entry) == fido_cred_id_len(made));
        HOLDS(memcmp(fido_cred_id_ptr(entry), fido_cred_id_ptr(made), fido_cred_id_len(made)) == 0);
        HOLDS(fido_cred_pubkey_len(entry) == fido_cred_pubkey_len(made));
        HOLDS(memcmp(fido_cred_pubkey_ptr(entry), fido_cred_pubkey_ptr(made), fido_cred_pubkey_len(made)) == 0);
        HOLDS(fido_cred_prot(entry) == FIDO_CRED_PROT_UV_OPTIONAL);
    }
    REFUSED(FIDO_ERR_PIN_INVALID, fido_credman_get_dev_rk(key, RP, held, "4321"));

    MUST(fido_credman_del_dev_rk(key, fido_cred_id_ptr(two), fido_cred_id_len(two), "1234"));
    REFUSED(FIDO_ERR_NO_CREDENTIALS,
            fido_credman_del_dev_rk(key, fido_cred_id_ptr(two), fido_cred_id_len(two), "1234"));
    power_down(key);
    key = power_up();
    got = wanted(NULL, 0);
    MUST(fido_dev_get_assert(key, got, "1234"));
    HOLDS(fido_assert_count(got) == 1);
    verify(got, 0, one);
    MUST(fido_credman_get_dev_metadata(key, room, "1234"));
    HOLDS(fido_credman_rk_existing(room) == 1 && fido_credman_rk_remaining(room) == left + 1);
    MUST(fido_credman_del_dev_rk(key, fido_cred_id_ptr(one), fido_cred_id_len(one), "1234"));
    REFUSED(FIDO_ERR_NO_CREDENTIALS, fido_credman_get_dev_rp(key, parties, "1234"));
    power_down(key);
}

static void hmac_of(fido_dev_t *key, const fido_cred_t *made, const char *pin, int salts, unsigned char out[64]) {
    unsigned char salt[64];
    memset(salt, 0xa5, 32);
    memset(salt + 32, 0x5a, 32);
    fido_assert_t *got = wanted(made, FIDO_EXT_HMAC_SECRET);
    MUST(fido_assert_set_hmac_salt(got, salt, 32 * (size_t)salts));
    MUST(fido_dev_get_assert(key, got, pin));
    HOLDS(fido_assert_hmac_secret_len(got, 0) == 32 * (size_t)salts);
    memcpy(out, fido_assert_hmac_secret_ptr(got, 0), 32 * (size_t)salts);
    verify(got, 0, made);
}

static void hmac_secret(void) {
    unsigned char one[64], both[64], again[64], verified[64], other[64];
    fido_dev_t *key = power_up();
    fido_cred_t *made = make(key, asked(COSE_ES256, "one", false, FIDO_EXT_HMAC_SECRET), NULL);
    hmac_of(key, made, NULL, 1, one);
    power_down(key);
    key = power_up();
    hmac_of(key, made, NULL, 2, both);
    HOLDS(memcmp(one, both, 32) == 0 && memcmp(both, both + 32, 32) != 0);
    MUST(fido_dev_set_pin(key, "1234", NULL));
    hmac_of(key, made, NULL, 2, again);
    HOLDS(memcmp(both, again, 64) == 0);
    hmac_of(key, made, "1234", 2, verified);
    HOLDS(memcmp(both, verified, 32) != 0 && memcmp(both + 32, verified + 32, 32) != 0);
    fido_cred_t *second = make(key, asked(COSE_ES256, "one", true, FIDO_EXT_HMAC_SECRET), "1234");
    hmac_of(key, second, "1234", 2, other);
    HOLDS(memcmp(verified, other, 32) != 0);
    power_down(key);
}

static void cred_protect(void) {
    fido_dev_t *key = power_up();
    fido_cred_t *required = asked(COSE_ES256, "three", true, 0);
    MUST(fido_cred_set_prot(required, FIDO_CRED_PROT_UV_REQUIRED));
    make(key, required, NULL);
    HOLDS(fido_cred_prot(required) == FIDO_CRED_PROT_UV_REQUIRED);
    fido_cred_t *with_id = asked(COSE_ES256, "two", true, 0);
    MUST(fido_cred_set_prot(with_id, FIDO_CRED_PROT_UV_OPTIONAL_WITH_ID));
    make(key, with_id, NULL);
    REFUSED(FIDO_ERR_NO_CREDENTIALS, fido_dev_get_assert(key, wanted(NULL, 0), NULL));
    REFUSED(FIDO_ERR_NO_CREDENTIALS, fido_dev_get_assert(key, wanted(required, 0), NULL));
    get(key, with_id, NULL);
    MUST(fido_dev_set_pin(key, "1234", NULL));
    fido_assert_t *got = wanted(NULL, 0);
    MUST(fido_dev_get_assert(key, got, "1234"));
    HOLDS(fido_assert_count(got) == 2);
    get(key, required, "1234");

    fido_credman_rk_t *held = fido_credman_rk_new();
    MUST(fido_credman_get_dev_rk(key, RP, held, "1234"));
    HOLDS(fido_cred_prot(fido_credman_rk(held, 0)) + fido_cred_prot(fido_credman_rk(held, 1)) == 5);
    power_down(key);
}

static void cred_blob(void) {
    static const unsigned char blob[] = "thirty-two bytes at the very mos";
    fido_dev_t *key = power_up();
    MUST(fido_dev_set_pin(key, "1234", NULL));
    fido_cred_t *made = asked(COSE_ES256, "one", true, FIDO_EXT_CRED_BLOB);
    MUST(fido_cred_set_blob(made, blob, 32));
    make(key, made, "1234");
    power_down(key);
    key = power_up();
    fido_assert_t *got = wanted(made, FIDO_EXT_CRED_BLOB);
    MUST(fido_dev_get_assert(key, got, "1234"));
    HOLDS(fido_assert_blob_len(got, 0) == 32 && memcmp(fido_assert_blob_ptr(got, 0), blob, 32) == 0);
    verify(got, 0, made);
    power_down(key);
}

static void large_blobs(void) {
    unsigned char said[700], *read = NULL, *array = NULL;
    size_t length = 0;
    for (size_t i = 0; i < sizeof said; i++) {
        said[i] = (unsigned char)(i * 31 >> 3);
    }
    fido_dev_t *key = power_up();
    MUST(fido_dev_set_pin(key, "1234", NULL));
    fido_cred_t *one = make(key, asked(COSE_ES256, "one", true, FIDO_EXT_LARGEBLOB_KEY), "1234");
    fido_cred_t *two = make(key, asked(COSE_ES256, "two", true, FIDO_EXT_LARGEBLOB_KEY), "1234");
    HOLDS(fido_cred_largeblob_key_len(one) == 32);
    HOLDS(memcmp(fido_cred_largeblob_key_ptr(one), fido_cred_largeblob_key_ptr(two), 32) != 0);
    REFUSED(FIDO_ERR_NOTFOUND, fido_dev_largeblob_get(key, fido_cred_largeblob_key_ptr(one), 32, &read, &length));
    MUST(fido_dev_largeblob_set(key, fido_cred_largeblob_key_ptr(one), 32, BYTES(said), "1234"));
    MUST(fido_dev_largeblob_set(key, fido_cred_largeblob_key_ptr(two), 32, said, 60, "1234"));
    power_down(key);
    key = power_up();
    // The key that reads it comes with the assertion.
    fido_assert_t *got = wanted(one, FIDO_EXT_LARGEBLOB_KEY);
    MUST(fido_dev_get_assert(key, got, "1234"));
    HOLDS(fido_assert_largeblob_key_len(got, 0) == 32);
    MUST(fido_dev_largeblob_get(key, fido_assert_largeblob_key_ptr(got, 0), 32, &read, &length));
    HOLDS(length == sizeof said && memcmp(read, said, length) == 0);
    MUST(fido_dev_largeblob_get(key, fido_cred_largeblob_key_ptr(two), 32, &read, &length));
    HOLDS(length == 60);
    REFUSED(FIDO_ERR_PIN_INVALID,
            fido_dev_largeblob_set(key, fido_cred_largeblob_key_ptr(two), 32, BYTES(said), "4321"));
    MUST(fido_dev_largeblob_remove(key, fido_cred_largeblob_key_ptr(one), 32, "1234"));
    REFUSED(FIDO_ERR_NOTFOUND, fido_dev_largeblob_get(key, fido_cred_largeblob_key_ptr(one), 32, &read, &length));
    MUST(fido_dev_largeblob_get_array(key, &array, &length));
    HOLDS(length > 1 && array[0] == 0x81);
    power_down(key);
}

static void u2f(void) {
    fido_dev_t *key = power_up();
    fido_cred_t *modern = make(key, asked(COSE_ES256, "one", false, 0), NULL);
    fido_dev_force_u2f(key);
    HOLDS(!fido_dev_is_fido2(key));
    fido_cred_t *made = asked(COSE_ES256, "one", false, 0);
    MUST(fido_dev_make_cred(key, made, NULL));
    HOLDS(strcmp(fido_cred_fmt(made), "fido-u2f") == 0);
    MUST(fido_cred_verify(made));
    fido_assert_t *got = get(key, made, NULL);
    uint32_t first = fido_assert_sigcount(got, 0);
    fido_cred_t *again = asked(COSE_ES256, "one", false, 0);
    MUST(fido_cred_exclude(again, fido_cred_id_ptr(made), fido_cred_id_len(made)));
    REFUSED(FIDO_ERR_CREDENTIAL_EXCLUDED, fido_dev_make_cred(key, again, NULL));
    // One credential, both protocols (CTAP 2.1 §10.3).
    get(key, modern, NULL);
    fido_dev_force_fido2(key);
    got = get(key, made, NULL);
    HOLDS(fido_assert_sigcount(got, 0) > first);
    power_down(key);
}

static void configuration(void) {
    fido_dev_t *key = power_up();
    MUST(fido_dev_set_pin(key, "1234", NULL));
    fido_cred_t *made = make(key, asked(COSE_ES256, "one", false, 0), "1234");
    get(key, made, NULL);
    MUST(fido_dev_toggle_always_uv(key, "1234"));
    REFUSED(FIDO_ERR_PIN_REQUIRED, fido_dev_get_assert(key, wanted(made, 0), NULL));
    get(key, made, "1234");
    MUST(fido_dev_toggle_always_uv(key, "1234"));
    get(key, made, NULL);
    MUST(fido_dev_set_pin_minlen(key, 6, "1234"));
    fido_cbor_info_t *told = fido_cbor_info_new();
    MUST(fido_dev_get_cbor_info(key, told));
    HOLDS(fido_cbor_info_minpinlen(told) == 6 && fido_cbor_info_new_pin_required(told));
    REFUSED(FIDO_ERR_PIN_POLICY_VIOLATION, fido_dev_set_pin(key, "54321", "1234"));
    MUST(fido_dev_set_pin(key, "654321", "1234"));
    REFUSED(FIDO_ERR_PIN_POLICY_VIOLATION, fido_dev_set_pin_minlen(key, 4, "654321"));
    MUST(fido_dev_force_pin_change(key, "654321"));
    // CTAP 2.1 §6.4, forcePINChange: no token before the PIN has changed.
    REFUSED(FIDO_ERR_PIN_POLICY_VIOLATION, fido_dev_get_assert(key, wanted(made, 0), "654321"));
    MUST(fido_dev_set_pin(key, "123456", "654321"));
    get(key, made, "123456");
    power_down(key);
}

static void reset(void) {
    fido_dev_t *key = power_up();
    MUST(fido_dev_set_pin(key, "1234", NULL));
    fido_cred_t *kept = make(key, asked(COSE_ES256, "one", true, 0), "1234");
    fido_cred_t *derived = make(key, asked(COSE_ES256, "one", false, 0), "1234");
    power_down(key);
    key = power_up();
    MUST(fido_dev_reset(key));
    power_down(key);
    key = power_up();
    HOLDS(!fido_dev_has_pin(key));
    REFUSED(FIDO_ERR_NO_CREDENTIALS, fido_dev_get_assert(key, wanted(kept, 0), NULL));
    REFUSED(FIDO_ERR_NO_CREDENTIALS, fido_dev_get_assert(key, wanted(derived, 0), NULL));
    REFUSED(FIDO_ERR_NO_CREDENTIALS, fido_dev_get_assert(key, wanted(NULL, 0), NULL));
    power_down(key);
}

static const struct {
    const char *name;
    void (*run)(void);
} scenarios[] = {
    {"info", info},
    {"es256", es256},
    {"es384", es384},
    {"eddsa", eddsa},
    {"rs256", rs256},
    {"pin", pin},
    {"resident", resident},
    {"hmac-secret", hmac_secret},
    {"credProtect", cred_protect},
    {"credBlob", cred_blob},
    {"largeBlobs", large_blobs},
    {"u2f", u2f},
    {"configuration", configuration},
    {"reset", reset},
};

int main(int count, char **arguments) {
    if (count != 3) {
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    fido_init(getenv("FIDO_DEBUG") != NULL ? FIDO_DEBUG : 0);
    port = arguments[1];
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        if (strcmp(scenarios[i].name, arguments[2]) == 0) {
            scenarios[i].run();
            return 0;
        }
    }
    return 2;
}
