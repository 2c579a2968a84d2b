// One page, one step at a time: shows it, moves the focus to it, tells what went wrong.

import { Refused } from "./api.js";
import * as webauthn from "./webauthn.js";

export const element = (id) => document.getElementById(id);

const product = document.title.split(" · ").at(-1);

/** Shows the step and hides the others. The focus goes to its first empty field, or else to its title. */
export function show(step) {
  say("");
  for (const section of document.querySelectorAll("main section")) {
    section.hidden = section.id !== `step-${step}`;
  }
  const section = element(`step-${step}`);
  const title = section.querySelector("h1");
  document.title = `${title.textContent} · ${product}`;
  const fields = [...section.querySelectorAll("input:not([tabindex='-1'])")].filter(shown);
  (fields.find((field) => field.value === "") ?? fields[0] ?? title).focus();
}

const shown = (field) => !field.disabled && field.closest("[hidden]") === null && field.type !== "radio";

/** Says it, aloud for those who listen; nothing for an empty text. The tone is note where nothing went wrong. */
export function say(text, tone = "bad") {
  element("message").dataset.tone = tone;
  element("message").textContent = text;
}

export function explain(failure) {
  if (failure instanceof Refused) {
    return failure.message;
  }
  return webauthn.explain(failure) ?? "Something went wrong on this page. Reload it and try again.";
}

let recover = async () => false;

/** @param handler says whether it dealt with a failure, which else is only said */
export function recoverBy(handler) {
  recover = handler;
}

/** Runs what a press starts, once at a time. Its buttons stay enabled, lest the focus be lost. */
async function run(part, work) {
  if (part.getAttribute("aria-busy") === "true") {
    return;
  }
  part.setAttribute("aria-busy", "true");
  try {
    say("");
    await work();
  } catch (failure) {
    if (!(await recover(failure))) {
      say(explain(failure));
    }
  } finally {
    part.removeAttribute("aria-busy");
  }
}

export function onSubmit(form, work) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(form.closest("section"), work);
  });
}

export function onClick(button, work) {
  button.addEventListener("click", () => run(button.closest("section, header"), work));
}

export const day = (instant) => new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(new Date(instant));

/** What a code field holds, without the spaces that some devices show. */
export const digits = (field) => field.value.replaceAll(" ", "");

/** Says it beside a field that is wrong, and goes there. */
export function refuse(field, text) {
  say(text);
  field.value = "";
  field.focus();
}

export const TYPES = {
  app: "Authenticator app",
  key: "Security key",
  fob: "Fob",
  recovery: "Recovery code",
  accessCode: "Access code of the help desk",
};
