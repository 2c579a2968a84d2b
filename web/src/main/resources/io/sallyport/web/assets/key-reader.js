// The key reader on this machine, `sallyport kiosk`: where it is, whether it listens to us, and one key's way through it.

import { Refused } from "./api.js";
import { element, onClick, onSubmit, refuse, say, show } from "./page.js";

const KEPT = "sallyport-key-reader";
const LOOK_MILLIS = 250;

const WORDS = {
  WAITING_FOR_KEY: "Plug your security key in now.",
  TOUCH: "Touch the key: it blinks.",
  PIN: "Type the key’s PIN.",
  NEW_PIN: "This key has no PIN yet. Choose one: four characters at least.",
  REGISTERED: "The key is known. One moment.",
  TOUCH_AGAIN: "Touch the key once more.",
  PROVEN: "The key works.",
};
const STEPS = ["plug", "touch", "again"];
const STEP = { WAITING_FOR_KEY: 0, TOUCH: 1, PIN: 1, NEW_PIN: 1, REGISTERED: 2, TOUCH_AGAIN: 2, PROVEN: 3 };

const kept = () => JSON.parse(window.localStorage.getItem(KEPT) ?? "null");
const keep = (what) => window.localStorage.setItem(KEPT, JSON.stringify(what));

async function call(method, path, body) {
  const { port, code } = kept();
  const request = { method, cache: "no-store", credentials: "omit", headers: { "X-Sallyport-Pairing": code ?? "none" } };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`http://127.0.0.1:${port}${path}`, request);
  } catch {
    throw new Refused(0, "NoReader", "The key reader of this kiosk does not answer. Begin again.");
  }
  const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(-1, "Reader", sentence(answer.error?.message ?? "The key reader refused."));
  }
  return answer;
}

const sentence = (words) => words.replace(/^./, (first) => first.toUpperCase()).replace(/([^.!?])$/, "$1.");

async function isPaired() {
  return (await call("GET", "/")).paired;
}

/** Whether a key can go that way here; otherwise the browser does it. */
export async function isThere() {
  try {
    return kept() !== null && (await isPaired());
  } catch {
    return false;
  }
}

/** Pairs first, where the page's address names a reader: #kiosk=PORT. Nobody else's machine is asked for anything. */
export async function whenPaired(start) {
  const [, port] = window.location.hash.match(/^#kiosk=(\d{1,5})$/) ?? [];
  if (port === undefined) {
    await start();
    return;
  }
  window.history.replaceState(null, "", window.location.pathname);
  keep({ port: Number(port), code: kept()?.code });
  if (await isThere()) {
    await start();
    return;
  }
  show("pair");
  onSubmit(element("form-pair"), async () => {
    keep({ port: Number(port), code: element("pairing").value });
    if (await isPaired()) {
      element("form-pair").reset();
      await start();
    } else {
      refuse(element("pairing"), "That is not the code of this key reader.");
    }
  });
}

let path;
let state;

function tell(progress) {
  state = progress.state;
  const words = progress.words ? sentence(progress.words) : WORDS[state];
  const left = state === "PIN" && progress.triesLeft <= 3 ? ` After ${progress.triesLeft} wrong PINs the key locks itself.` : "";
  if (element("reader-words").textContent !== words + left) {
    element("reader-words").textContent = words + left;
  }
  for (const item of document.querySelectorAll("[data-key-step]")) {
    const place = STEPS.indexOf(item.dataset.keyStep) - STEP[state];
    item.classList.toggle("past", place < 0);
    if (place === 0) {
      item.setAttribute("aria-current", "step");
    } else {
      item.removeAttribute("aria-current");
    }
  }
  askPin();
}

function askPin() {
  const form = element("form-pin");
  const wanted = state === "PIN" || state === "NEW_PIN";
  const again = state === "NEW_PIN";
  element("field-pin-again").hidden = !again;
  element("key-pin-again").disabled = !again;
  element("label-key-pin").textContent = again ? "A new PIN for the key" : "The key’s PIN";
  if (form.hidden === wanted) {
    form.hidden = !wanted;
    form.reset();
    (wanted ? element("key-pin") : element("title-reader")).focus();
  }
}

const aMoment = () => new Promise((resolve) => window.setTimeout(resolve, LOOK_MILLIS));

async function until(wanted) {
  for (;;) {
    const progress = await call("GET", path);
    if (progress.state === "REFUSED") {
      throw new Refused(-1, "Reader", sentence(progress.words));
    }
    tell(progress);
    if (progress.state === wanted) {
      return progress;
    }
    await aMoment();
  }
}

/**
 * Has a key registered and tried.
 *
 * @param registration its id at the server: the reader asks the server what there is to sign
 * @param prove begins the proof of a credential at the server and returns its id
 */
export async function enrol(registration, prove) {
  path = `/enrolments/${(await call("POST", "/enrolments", { registration })).enrolment}`;
  try {
    const { credential } = await until("REGISTERED");
    const proof = await prove(credential);
    await call("POST", `${path}/proof`, { proof });
    const { assertion } = await until("PROVEN");
    return { credential, proven: { proof, assertion } };
  } catch (failure) {
    await call("DELETE", path).catch(() => {});
    throw failure;
  } finally {
    element("form-pin").hidden = true;
    element("form-pin").reset();
  }
}

export function prepare() {
  onClick(element("reader-cancel"), () => call("DELETE", path));
  onSubmit(element("form-pin"), async () => {
    const [pin, again] = [element("key-pin"), element("key-pin-again")];
    if (!again.disabled && pin.value !== again.value) {
      refuse(again, "The two PINs differ.");
      return;
    }
    say("");
    await call("POST", `${path}/pin`, { pin: pin.value });
    element("form-pin").reset();
  });
}
