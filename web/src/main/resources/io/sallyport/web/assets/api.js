// The JSON API: one call, one kind of failure.

/** What the server refused, in words for people. */
export class Refused extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

async function call(method, path, body) {
  const request = { method, credentials: "same-origin", cache: "no-store" };
  if (body !== undefined) {
    request.headers = { "Content-Type": "application/json" };
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/api/v1/${path}`, request);
  } catch {
    throw new Refused(0, "Unreachable", "The server does not answer. Check the network and try again.");
  }
  const text = await response.text();
  let answer = {};
  try {
    answer = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new Refused(response.status, "NotJson", "The server gave an answer this page does not understand.");
  }
  if (!response.ok) {
    const error = answer.error ?? {};
    throw new Refused(response.status, error.code ?? "Unknown", error.message ?? "The server refused.");
  }
  return answer;
}

const step = (signin, name) => `signin/${encodeURIComponent(signin)}/${name}`;

export const known = () => call("GET", "signin");
export const withPassword = (claim) => call("POST", "signin", claim);
export const beginPasskey = (name) => call("POST", "signin/passkey", name);
export const withPasskey = (signin, credential) => call("POST", step(signin, "passkey"), { credential });
export const withCode = (signin, serial, code, code2) =>
  call("POST", step(signin, "factor"), { serial, code, code2 });
export const withKey = (signin, credential) => call("POST", step(signin, "factor"), { credential });
export const withRecoveryCode = (signin, recoveryCode) => call("POST", step(signin, "factor"), { recoveryCode });
export const withAccessCode = (signin, accessCode) => call("POST", step(signin, "factor"), { accessCode });
export const withNewPassword = (signin, password) => call("POST", step(signin, "password"), { password });
export const session = () => call("GET", "session");
export const signOut = () => call("DELETE", "session");

const owner = (session) => (session.user === null ? "root" : `users/${encodeURIComponent(session.user)}`);

/** The recovery codes of whom the session is of. */
export function recoveryCodesOf(session) {
  const path = `${owner(session)}/recovery-codes`;
  return {
    count: () => call("GET", path),
    create: async () => (await call("POST", path, {})).codes,
  };
}

/** The devices of whom the session is of. */
export function devicesOf(session) {
  const path = `${owner(session)}/devices`;
  return {
    list: async () => (await call("GET", path)).devices,
    newApp: (name) => call("POST", path, { type: "app", name }),
    newKey: (passkey) => call("POST", path, { type: "key", passkey }),
    addFob: (serial, code1, code2) => call("POST", path, { type: "fob", serial, code1, code2 }),
    enable: (serial, code1, code2) => call("POST", `${path}/activation`, { serial, code1, code2 }),
    finishKey: (registration, name, credential, proven = {}) =>
      call("POST", `${path}/activation`, { registration, name, credential, ...proven }),
    proveKey: async (registration, credential) =>
      (await call("POST", `${path}/proof`, { registration, credential })).proof,
    remove: (serial) => call("DELETE", `${path}?serial=${encodeURIComponent(serial)}`),
  };
}
