// The first step of a sign-in: who, and the password.

import * as api from "./api.js";
import * as webauthn from "./webauthn.js";
import { element, explain, onClick, onSubmit, refuse, show } from "./page.js";

const WORDS = { user: "Sign in as root user by e-mail", root: "Sign in as a user of an account" };

let claim = "user";
let alias;

function claimBy(kind) {
  claim = kind;
  for (const field of document.querySelectorAll("[data-claim]")) {
    field.hidden = field.dataset.claim !== kind || (field.id === "field-account" && alias !== undefined);
    // A hidden field must not be required.
    field.querySelector("input").disabled = field.hidden;
  }
  element("switch-claim").textContent = WORDS[kind];
}

function named() {
  if (claim === "root") {
    return { email: element("email").value.trim() };
  }
  return { account: alias ?? element("account").value.trim(), user: element("user").value.trim() };
}

/** Who just signed in, for the browser's password manager. */
export const claimedName = () => element(claim === "root" ? "email" : "user").value.trim();

/** @param account the alias that the page's address names, if it does */
export function prepare(account, onStep) {
  alias = account;
  element("account").value = new URLSearchParams(window.location.search).get("account") ?? "";
  claimBy("user");
  element("switch-claim").addEventListener("click", () => {
    claimBy(claim === "user" ? "root" : "user");
    show("password");
  });
  onClick(element("with-passkey"), async () => {
    // The key knows whose it is: nothing need be typed. A name spares whoever has several the choice.
    const name = named();
    const { signin, publicKey } = await api.beginPasskey(Object.values(name).every(Boolean) ? name : {});
    await onStep(await api.withPasskey(signin, await webauthn.authenticate(publicKey)));
  });
  onSubmit(element("form-password"), async () => {
    const wanted = { ...named(), password: element("password").value };
    let step;
    try {
      step = await api.withPassword(wanted);
    } catch (failure) {
      refuse(element("password"), explain(failure));
      return;
    }
    element("password").value = "";
    await onStep(step);
  });
}
