// WebAuthn as JSON: what the API sends and takes, for browsers that cannot convert it themselves (WebAuthn L3 §5.1.8-10).

function bytes(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function text(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const descriptors = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

function envelope(credential, response) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

/** Throws unless a page at this address may ask for the relying party's keys; an IP address never may. */
function require(rpId) {
  const { protocol, hostname, port } = window.location;
  if (window.PublicKeyCredential === undefined || hostname !== rpId) {
    const address = `${protocol}//${rpId}${port === "" ? "" : `:${port}`}`;
    throw new DOMException(`Security keys work at ${address}, not at this address.`, "SecurityError");
  }
}

/** Asks a key for a new credential. */
export async function register(publicKey) {
  require(publicKey.rp.id);
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: descriptors(publicKey.excludeCredentials),
    },
  });
  return envelope(credential, {
    clientDataJSON: text(credential.response.clientDataJSON),
    attestationObject: text(credential.response.attestationObject),
    transports: credential.response.getTransports?.() ?? [],
  });
}

/** Asks a key to sign. */
export async function authenticate(publicKey) {
  require(publicKey.rpId);
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: descriptors(publicKey.allowCredentials),
    },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  return envelope(credential, {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : undefined,
  });
}

/** What went wrong with a key, in words for people; undefined if it was not the key. */
export function explain(failure) {
  switch (failure.name) {
    case "NotAllowedError":
      return "No key was touched in time, or this key was never registered here. Try again.";
    case "InvalidStateError":
      return "This key is registered already.";
    case "SecurityError":
      return failure.message;
    case "NotSupportedError":
      return "This browser or this key cannot do what is asked of it.";
    default:
      return undefined;
  }
}
