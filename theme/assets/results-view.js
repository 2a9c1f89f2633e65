/* What the pages about results build with. Texts become text nodes: nothing of them is read as markup. */
(() => {
  "use strict";
  const { phrase } = window.tfpub;
  const shared = window.tfpubResults;
  const language = document.documentElement.lang || "en";
  const numbers = new Intl.NumberFormat(language);

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function button(className, action, ...children) {
    const made = element("button", className, ...children);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  /* Only addresses of the site and of the web: the data are content of strangers. */
  function linked(url, text) {
    if (!url || (/^[a-z][a-z0-9+.-]*:/i.test(url) && !/^https?:/i.test(url))) return document.createTextNode(text);
    const made = element("a", /^https?:/i.test(url) ? "tf-external" : "", text);
    made.href = url;
    if (made.className) made.rel = "noopener noreferrer";
    return markedOutside(made);
  }

  /* A copy of a part of the site says where the site is; what it lacks is there. */
  function markedOutside(made) {
    const site = document.querySelector("[data-tf-site]")?.dataset.tfSite;
    if (!site || !made.href.startsWith(site)) return made;
    made.className = "";
    made.dataset.tfOutside = "";
    made.append(unseen(` ${phrase("(online, not in this copy)")}`));
    return made;
  }

  function unseen(text) {
    return element("span", "tf-unseen", text);
  }

  function demonstration() {
    return element("span", "tf-badge tf-badge--demonstration", phrase("Demonstration"));
  }

  function download(name, type, text) {
    const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    const anchor = element("a", "");
    anchor.href = url;
    anchor.download = name;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  /* Where a page is not served securely there is no clipboard but that of a selected field. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = element("textarea", "tf-unseen", text);
      const focused = document.activeElement;
      document.body.append(field);
      field.select();
      const isCopied = document.execCommand("copy");
      field.remove();
      focused?.focus();
      return isCopied;
    }
  }

  /* The same words twice are said twice. */
  function say(region, text) {
    region.textContent = "";
    setTimeout(() => {
      region.textContent = text;
    }, 50);
  }

  /* A query that people can read: slashes and commas stay as they are. */
  function queryOf(pairs) {
    const written = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%2C/g, ",");
    const query = pairs.map(([name, value]) => `${written(name)}=${written(value)}`).join("&");
    return query ? `?${query}` : "";
  }

  /* A copy on somebody's disk is cited by the place where the site is published. */
  function citable(query, url) {
    return location.protocol === "file:" ? `${url}${query}` : new URL(query || "?", location.href).href.replace(/\?$/, "");
  }

  function visit(query, isNew) {
    const address = `${location.pathname}${query}`;
    try {
      if (isNew) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch (error) {
      // Some browsers keep the address of a file as it is; the view works all the same.
      console.info(error.message);
    }
  }

  shared.view = { element, button, linked, numbers, unseen, demonstration, download, copy, say, queryOf, citable, visit };
})();
