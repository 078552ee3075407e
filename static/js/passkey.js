/* Passkeys: the one thing that a page can't do without scripts. The answer goes in an ordinary form. */

const REFUSED = "No passkey was used. Nothing was changed; try once more, or choose another way.";
const KNOWN = "This device already holds a passkey of your account.";

/** Returns the bytes that a text in base64url stands for. */
function bytes(text) {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}

/** Returns bytes as text in base64url. */
function text(buffer) {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Returns what the browser wants, from the JSON that the service gave. */
function wanted(json) {
  const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  return {
    ...json,
    challenge: bytes(json.challenge),
    ...(json.user && { user: { ...json.user, id: bytes(json.user.id) } }),
    ...(json.excludeCredentials && { excludeCredentials: named(json.excludeCredentials) }),
    ...(json.allowCredentials && { allowCredentials: named(json.allowCredentials) }),
  };
}

/** Returns what the authenticator answered, as JSON for the service. */
function answered(credential) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => credential.response[part]);
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(given.map((part) => [part, text(credential.response[part])])),
  });
}

/** Asks the service for a challenge and the authenticator for its answer. */
async function ceremony(form) {
  const token = form.querySelector("[name=csrf_token]").value;
  const body = new URLSearchParams({ csrf_token: token });
  const reply = await fetch(form.dataset.wanted, { method: "POST", body, redirect: "error" });
  if (!reply.ok) return null;
  const publicKey = wanted(await reply.json());
  const asked = form.dataset.passkey === "create" ? "create" : "get";
  return answered(await navigator.credentials[asked]({ publicKey }));
}

/** Lets a form's button do the ceremony first; where the service wants more, its page says so. */
function passkey(form) {
  const button = form.querySelector("[data-press]");
  const fault = form.querySelector("[data-fault]");
  if (!button) return;
  button.hidden = false;
  form.querySelectorAll("[data-without]").forEach((line) => line.remove());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    fault.hidden = true;
    try {
      form.querySelector("[data-answer]").value = (await ceremony(form)) ?? "";
      form.submit();
    } catch (error) {
      fault.textContent = error.name === "InvalidStateError" ? KNOWN : REFUSED;
      fault.hidden = false;
    }
    button.disabled = false;
  });
}

/** Shows the button that prints the page. */
function prints(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(passkey);
document.querySelectorAll("button[data-print]").forEach(prints);
