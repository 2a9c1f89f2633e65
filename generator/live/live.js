"use strict";

/* Listens for news of the page that is shown: comes back to the same place in a new one, and says what is wrong. */
(() => {
  const script = document.currentScript;
  const folder = new URL(".", script.src);
  const KEPT = "tfpub-live";

  /* Where the reader is: the last anchor above the top of the window, and how far above it is. */
  const anchors = () => [...document.querySelectorAll("article [id]")];
  const folded = () => [...document.querySelectorAll("article details")];
  const place = () => {
    const above = anchors().filter((each) => each.getBoundingClientRect().top <= 1).at(-1);
    return {
      page: location.pathname + location.search,
      x: scrollX,
      y: scrollY,
      anchor: above?.id,
      offset: above?.getBoundingClientRect().top,
      open: folded().map((each) => each.open),
      focus: document.activeElement?.id,
    };
  };

  const reload = () => {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(place()));
      history.scrollRestoration = "manual";
    } catch {
      // Where nothing may be kept, the browser itself does what it can.
    }
    location.reload();
  };

  const goBack = (kept) => {
    const known = folded();
    if (known.length === kept.open.length) known.forEach((each, index) => (each.open = kept.open[index]));
    const target = kept.anchor && document.getElementById(kept.anchor);
    const top = target ? target.getBoundingClientRect().top + scrollY - kept.offset : kept.y;
    scrollTo({ left: kept.x, top, behavior: "instant" });
    return Math.abs(scrollY - top) < 2;
  };

  const comeBack = () => {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (kept?.page !== location.pathname + location.search) return;
    // What scripts write makes the page longer for a while, unless the reader already goes on.
    const until = performance.now() + 1500;
    let isReading = false;
    for (const name of ["wheel", "touchstart", "keydown"]) addEventListener(name, () => (isReading = true), { once: true });
    const settle = () => {
      if (isReading) return;
      const isThere = goBack(kept);
      if (performance.now() < until && !(isThere && document.readyState === "complete")) requestAnimationFrame(settle);
      else history.scrollRestoration = "auto";
    };
    settle();
    if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
  };

  /* What is wrong: a sheet at the foot of the window, which folds into a button. */
  let sheet, isClosed = false, last = "";
  const made = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const finding = (each) => {
    const row = made("li", `tfpub-live__finding tfpub-live__finding--${each.severity}`);
    row.append(made("code", "tfpub-live__place", each.place), " ", made("span", "tfpub-live__message", each.message));
    row.append(" ", made("span", "tfpub-live__rule", `[${each.rule}]`));
    if (each.hint) row.append(made("span", "tfpub-live__hint", each.hint));
    return row;
  };
  const fold = (close) => {
    isClosed = close;
    sheet.querySelector(".tfpub-live__sheet").hidden = close;
    sheet.querySelector(".tfpub-live__button").hidden = !close;
  };
  const tell = (news) => {
    sheet?.remove();
    sheet = undefined;
    if (!news.title) return;
    sheet = made("div", news.isError ? "tfpub-live tfpub-live--error" : "tfpub-live");
    const open = made("button", "tfpub-live__button", news.title);
    const body = made("section", "tfpub-live__sheet");
    const head = made("div", "tfpub-live__head");
    const title = made("h2", "tfpub-live__title", news.title);
    const close = made("button", "tfpub-live__close", news.close);
    title.id = "tfpub-live-title";
    for (const button of [open, close]) button.type = "button";
    body.setAttribute("role", news.isError ? "alert" : "region");
    body.setAttribute("aria-labelledby", title.id);
    open.addEventListener("click", () => { fold(false); close.focus(); });
    close.addEventListener("click", () => { fold(true); open.focus(); });
    const list = made("ul", "tfpub-live__list");
    list.tabIndex = 0;
    list.append(...news.findings.map(finding));
    head.append(title, close);
    body.append(head, ...(news.note ? [made("p", "tfpub-live__note", news.note)] : []), list);
    if (news.more) body.append(made("p", "tfpub-live__note", news.more));
    sheet.append(body, open);
    document.body.append(sheet);
    // Errors show themselves once; warnings wait to be asked for.
    const words = JSON.stringify(news.findings);
    fold(!news.isError || (isClosed && words === last));
    last = words;
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && sheet && !isClosed) fold(true);
  });

  /* A window that nobody sees does not listen: a browser has few connections for one host. */
  let source;
  const listen = () => {
    if (document.hidden || source) return;
    const asked = new URLSearchParams({ page: location.pathname, shown: script.dataset.shown });
    source = new EventSource(new URL(`events?${asked}`, folder));
    source.addEventListener("reload", () => { stop(); reload(); });
    source.addEventListener("findings", (event) => tell(JSON.parse(event.data)));
  };
  const stop = () => {
    source?.close();
    source = undefined;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);

  const styles = made("link");
  styles.rel = "stylesheet";
  styles.href = new URL("live.css", folder).href;
  document.head.append(styles);
  comeBack();
  listen();
})();
