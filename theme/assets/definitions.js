"use strict";

/* Who points at the name of an actor, a transaction, a profile or a term sees what it means. The link itself stays. */
(() => {
  const script = document.currentScript;
  const site = new URL("../../", script.src).href;
  const folders = ["actors", "transactions", "profiles", "glossary"];
  const lists = "nav, h1, h2, h3, h4, h5, h6, .headerlink, .tf-columns, .tf-card, .tf-counts, .tf-list > li > a, .tf-definition";
  const rows = "th, .tf-facts, .tf-pages";
  if (!("popover" in HTMLElement.prototype) || !window.tfpub) return;

  const decoded = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  };
  const placeOf = (url) => {
    const [page, anchor] = url.split("#");
    if (!page.startsWith(site)) return null;
    const address = decoded(page.slice(site.length).split("?")[0]).replace(/index\.html$/, "");
    return { folder: address.split("/")[0], address, full: anchor ? `${address}#${decoded(anchor)}` : address };
  };
  const own = placeOf(location.href);

  /* The link that a reader points at, if it can have a definition. */
  const linkOf = (target) => {
    const link = target instanceof Element ? target.closest(".tf a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.closest(lists)) return null;
    const place = placeOf(link.href);
    return place && folders.includes(place.folder) && place.address !== own?.address ? link : null;
  };

  const loaded = {};
  const definitionOf = async (link) => {
    const { folder, full } = placeOf(link.href);
    loaded.style ??= tfpub.load(["definitions.css"]);
    loaded[folder] ??= tfpub.load([`../../definitions/${folder}.js`]);
    await Promise.all([loaded.style, loaded[folder]]);
    return window.tfpubDefinitions?.[folder]?.[full] ?? null;
  };

  const make = (name, className, parent, text = "") => {
    const element = document.createElement(name);
    element.className = `tf-definition${className}`;
    element.textContent = text;
    parent.append(element);
    return element;
  };
  const box = make("div", "", document.createDocumentFragment());
  box.id = "tf-definition";
  box.popover = "manual";
  const title = make("p", "__name", box);
  title.id = "tf-definition-name";
  const about = make("p", "__about", box);
  const text = make("p", "__text", box);
  const actions = make("p", "__actions", box);
  const open = make("a", "__open", actions, script.dataset.open);
  const close = make("button", "__close", actions, script.dataset.close);
  close.type = "button";

  let shown = null;
  let wanted = null;
  let timer = 0;

  const hide = () => {
    const link = shown;
    shown = wanted = null;
    if (link) {
      link.removeAttribute("aria-describedby");
      if (box.contains(document.activeElement)) link.focus({ preventScroll: true });
      box.hidePopover();
    }
    // Focus that comes back is no wish to see the same again.
    clearTimeout(timer);
  };

  /* Below the line that was pointed at, or above it where there is no room; it moves with the page. */
  const place = (link, x) => {
    const parts = [...link.getClientRects()];
    const line = parts.find((part) => x >= part.left && x <= part.right) ?? parts[0];
    const view = document.documentElement;
    const { width, height } = box.getBoundingClientRect();
    const fitsBelow = line.bottom + height + 12 < view.clientHeight || line.top < height + 60;
    const left = Math.max(8, Math.min(line.left, view.clientWidth - width - 8));
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(fitsBelow ? line.bottom + 4 : line.top - height - 4) + scrollY}px`;
  };

  const show = async (link, { x = -1, asDialog = false } = {}) => {
    wanted = link;
    const definition = await definitionOf(link).catch(() => null);
    if (wanted !== link) return true;
    if (!definition) return false;
    if (shown && shown !== link) hide();
    shown = wanted = link;
    [title.textContent, about.textContent, text.textContent] = definition;
    about.hidden = !definition[1];
    text.hidden = !definition[2];
    actions.hidden = !asDialog;
    open.href = link.href;
    // Only now, so that no page holds a link that leads nowhere yet.
    if (!box.isConnected) document.body.append(box);
    box.setAttribute("role", asDialog ? "dialog" : "tooltip");
    if (asDialog) box.setAttribute("aria-labelledby", title.id);
    else {
      box.removeAttribute("aria-labelledby");
      link.setAttribute("aria-describedby", box.id);
    }
    if (!box.matches(":popover-open")) box.showPopover();
    place(link, x);
    if (asDialog) open.focus({ preventScroll: true });
    return true;
  };
  const later = (action, wait) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target);
    if (box.contains(event.target) || (link && link === shown)) clearTimeout(timer);
    else if (link) later(() => show(link, { x: event.clientX }), 300);
    else later(hide, 250);
  });
  document.addEventListener("focusin", (event) => {
    if (box.contains(event.target)) return;
    const link = linkOf(event.target);
    if (link?.matches(":focus-visible")) later(() => show(link), 300);
    else if (shown !== link) hide();
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.defaultPrevented;
    if (event.pointerType !== "touch" || !isPlain || !link || link === shown || link.closest(rows)) return;
    event.preventDefault();
    show(link, { x: event.clientX, asDialog: true }).then((found) => found || location.assign(link.href));
  });
  addEventListener("pointerdown", (event) => {
    if (shown && !box.contains(event.target) && linkOf(event.target) !== shown) hide();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || (!shown && !wanted)) return;
    event.preventDefault();
    event.stopPropagation();
    hide();
  }, true);
  // A table that is scrolled would leave the box behind.
  addEventListener("scroll", (event) => event.target !== document && shown && hide(), true);
  addEventListener("resize", hide);
  close.addEventListener("click", hide);
})();
