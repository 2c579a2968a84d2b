// The second step: a code of an app or a fob, a security key, a recovery code, or the help desk's access code.

import * as api from "./api.js";
import * as webauthn from "./webauthn.js";
import { TYPES, digits, element, explain, onSubmit, refuse, show } from "./page.js";

let step;
let chosen;

/** A device that has run out of its window is brought back by two consecutive codes. */
function offerSecond(offered) {
  element("field-code2").hidden = !offered;
  element("code2").disabled = !offered;
  element("code2").value = "";
}

/** Where it is typed. */
const fieldOf = (factor) => ({ recovery: "recovery", accessCode: "access" })[factor.type] ?? "code";

function choose(factor) {
  chosen = factor;
  const key = factor.type === "key";
  for (const field of ["code", "recovery", "access"]) {
    const wanted = !key && field === fieldOf(factor);
    element(`field-${field}`).hidden = !wanted;
    element(field).disabled = !wanted;
    element(field).value = "";
  }
  offerSecond(false);
  element("code-device").textContent = factor.name;
  element("hint-key").hidden = !key;
  element("submit-factor").textContent = key ? "Use security key" : "Continue";
}

function choice(factor, index) {
  const label = document.createElement("label");
  label.className = "choice";
  const radio = document.createElement("input");
  radio.type = "radio";
  radio.name = "factor";
  radio.checked = index === 0;
  radio.addEventListener("change", () => choose(factor));
  const words = document.createElement("span");
  const name = document.createElement("strong");
  name.textContent = factor.name ?? TYPES[factor.type];
  words.append(name, factor.name === undefined ? "If you have no device any more" : TYPES[factor.type]);
  label.append(radio, words);
  return label;
}

const withKey = async () => api.withKey(step.signin, await webauthn.authenticate(step.publicKey));
const withCode = () =>
  api.withCode(step.signin, chosen.serial, digits(element("code")), digits(element("code2")) || undefined);

const withRecoveryCode = () => api.withRecoveryCode(step.signin, element("recovery").value);
const withAccessCode = () => api.withAccessCode(step.signin, element("access").value);
const ways = { key: withKey, recovery: withRecoveryCode, accessCode: withAccessCode };

/** Asks for one of the factors the sign-in may be finished with. */
export function ask(wanted) {
  step = wanted;
  element("factor-list").replaceChildren(...step.factors.map(choice));
  element("factors").hidden = step.factors.length === 1;
  choose(step.factors[0]);
  show("factor");
}

export function prepare(onStep, onLost) {
  onSubmit(element("form-factor"), async () => {
    let next;
    try {
      next = await (ways[chosen.type] ?? withCode)();
    } catch (failure) {
      const refused = failure instanceof api.Refused;
      // A key's challenge is used up whatever the answer; a code may be tried again while the sign-in waits.
      if (refused && (chosen.type === "key" || failure.status === 404)) {
        onLost(explain(failure));
        return;
      }
      const field = fieldOf(chosen);
      offerSecond(field === "code" && refused && failure.status === 403);
      refuse(element(field), explain(failure));
      return;
    }
    await onStep(next);
  });
}
