/* What a page does beyond HTML. Everything works without this file; it only makes it quicker and safer.

   Nothing typed is ever written to localStorage or sessionStorage: a draft left behind on a shared computer is a
   disclosure. Typed words survive in three other ways: the server gives a refused form back as it was, leaving a
   changed form asks first, and an idle page covers itself without throwing the form away. */
(function () {
  "use strict";

  const MINUTE = 60 * 1000;
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  /* ---- Hide: Esc twice, or the button. The screen goes blank first, the server ends the session after. ---- */

  const ESC_WITHIN = 1200;
  let lastEscape = 0;
  let leaving = false;

  function hide() {
    const form = byId("quick-exit");
    leaving = true;
    root.classList.add("gone");
    if (form) {
      form.submit();
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) {
      return;
    }
    const now = Date.now();
    if (now - lastEscape < ESC_WITHIN) {
      hide();
    }
    lastEscape = now;
    closeMenus(null);
  }, true);

  document.addEventListener("submit", (event) => {
    if (event.target.id === "quick-exit") {
      leaving = true;
      root.classList.add("gone");
    }
  });

  // A page fetched from the browser's memory after signing out would show what was hidden.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      root.classList.add("gone");
      window.location.reload();
    }
  });

  /* ---- Menus: one open at a time, closed by a click elsewhere. ---- */

  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (menu !== except) {
        const inside = menu.contains(document.activeElement);
        menu.open = false;
        if (inside) {
          menu.querySelector("summary").focus();
        }
      }
    });
  }

  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

  /* ---- Forms: warn before a changed one is left; do not send one twice. ---- */

  const changed = new Set();

  function isGuarded(form) {
    return form && form.method === "post" && !form.hasAttribute("data-unguarded") && !form.hasAttribute("hx-post");
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (isGuarded(form) && event.target.type !== "search") {
      changed.add(form);
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    if (form.method === "post" && !form.hasAttribute("hx-post")) {
      form.dataset.sent = "yes";
      window.setTimeout(() => delete form.dataset.sent, 8000);
    }
    changed.delete(form);
  });

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && [...changed].some((form) => form.isConnected)) {
      event.preventDefault();
    }
  });

  /* ---- Idle: a warning after ten minutes, a cover once the server's own fifteen are surely over. ---- */

  const WARN_AFTER = 10 * MINUTE;
  const COVER_AFTER = 16 * MINUTE;
  const warning = byId("idle-warning");
  const cover = byId("idle-cover");
  let lastActive = Date.now();
  let lastTold = Date.now();

  async function stillHere() {
    const answer = await fetch(warning.dataset.url, { headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "error" });
    if (!answer.ok) {
      throw new Error("signed out");
    }
    return answer.json();
  }

  // After signing in again in another tab, this page's forms need the new token; another person's session gets nothing.
  function adopt(told) {
    if (told.staff !== (root.dataset.staff || "")) {
      throw new Error("somebody else");
    }
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = told.csrf; });
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": told.csrf }));
    lastActive = lastTold = Date.now();
  }

  function coverNow() {
    warning.close();
    if ([...changed].some((form) => form.isConnected)) {
      if (!cover.open) {
        cover.showModal();
      }
      return;
    }
    leaving = true;
    root.classList.add("gone");
    const here = window.location.pathname + window.location.search;
    window.location.replace(warning.dataset.signIn + "?next=" + encodeURIComponent(here));
  }

  function look() {
    const quiet = Date.now() - lastActive;
    if (cover.open) {
      return;
    }
    if (quiet >= COVER_AFTER) {
      coverNow();
    } else if (quiet >= WARN_AFTER && !warning.open) {
      warning.showModal();
    } else if (quiet < MINUTE && Date.now() - lastTold > 5 * MINUTE) {
      // Somebody is writing a long note: the server should know before its own quarter of an hour is over.
      lastTold = Date.now();
      stillHere().then(adopt).catch(coverNow);
    }
  }

  if (warning && cover) {
    const active = () => {
      if (!warning.open && !cover.open) {
        lastActive = Date.now();
      }
    };
    ["keydown", "pointerdown", "scroll", "input"].forEach((name) => document.addEventListener(name, active, { capture: true, passive: true }));
    cover.addEventListener("cancel", (event) => event.preventDefault());
    warning.addEventListener("close", () => { lastActive = Math.max(lastActive, Date.now() - WARN_AFTER + MINUTE); });
    warning.querySelector("[data-stay]").addEventListener("click", () => {
      stillHere().then(adopt).then(() => warning.close()).catch(coverNow);
    });
    cover.querySelector("[data-continue]").addEventListener("click", () => {
      stillHere().then(adopt).then(() => cover.close())
        .catch(() => { cover.querySelector("[data-cover-error]").hidden = false; });
    });
    window.setInterval(look, 15 * 1000);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) { look(); } });
  }

  /* ---- htmx: a poll must not keep an idle session alive; a refused form comes back as the server wrote it. ---- */

  document.addEventListener("htmx:configRequest", (event) => {
    const cause = event.detail.triggeringEvent;
    if (!cause) {
      event.detail.headers["X-Lantern-Poll"] = "1";
    }
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if (answer.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // A poll must not pull away the part somebody is typing in; after a quiet minute what is new matters more.
  let lastTyped = 0;
  document.addEventListener("input", () => { lastTyped = Date.now(); });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const isPoll = event.detail.requestConfig.headers["X-Lantern-Poll"];
    const typing = document.activeElement;
    if (isPoll && Date.now() - lastTyped < MINUTE && event.detail.target.contains(typing) && typing.matches("input, textarea, select")) {
      event.preventDefault();
    }
  });

  // Whoever stands on a link of a list that is renewed stays on it.
  let stoodOn = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const place = document.activeElement;
    stoodOn = event.detail.target.contains(place) && !place.id ? place.getAttribute("href") : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    const again = stoodOn && document.activeElement === document.body && document.querySelector(`a[href="${CSS.escape(stoodOn)}"]`);
    stoodOn = null;
    if (again) {
      again.focus({ preventScroll: true });
    }
  });

  /* ---- The wall: a screen nobody touches must say itself when it is no longer true. ---- */

  const old = byId("wall-old");
  if (old) {
    let lastGood = Date.now();
    let lost = false;
    const judge = () => {
      const ended = document.querySelector("#wall-rows[data-ended]");
      old.hidden = Boolean(ended) || !(lost || Date.now() - lastGood > MINUTE);
      document.body.classList.toggle("is-old", !old.hidden);
    };
    document.addEventListener("htmx:afterSwap", () => { lastGood = Date.now(); lost = false; judge(); });
    ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => {
      document.addEventListener(name, () => { lost = true; judge(); });
    });
    window.addEventListener("offline", () => { lost = true; judge(); });
    window.setInterval(judge, 5 * 1000);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-full-screen]")) {
      (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()).catch(() => {});
    }
  });

  /* ---- Keys of a row: while the focus is inside [data-keys], a letter presses its [data-key]. ---- */

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && event.key.length === 1;
    if (!isPlain || event.target.matches("input, textarea, select")) {
      return;
    }
    const area = event.target.closest("[data-keys]");
    const pressed = area && area.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (pressed) {
      event.preventDefault();
      pressed.click();
    }
  });

  /* ---- Small helps. ---- */

  document.addEventListener("DOMContentLoaded", () => {
    const summary = byId("error-summary");
    if (summary) {
      summary.focus();
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const control = link && byId(link.hash.slice(1));
    if (control) {
      event.preventDefault();
      control.focus();
      control.scrollIntoView({ block: "center" });
    }
    if (event.target.closest("[data-print]")) {
      window.print();
    }
  });

  // Filters apply as they are chosen; without this file their button does it.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto-submit]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) {
      form.requestSubmit();
    }
  });
})();
