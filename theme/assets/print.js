"use strict";

/* On paper a link shows nothing: names that lead elsewhere get a number, and the addresses stand at the end. */
(() => {
  const script = document.currentScript;
  const site = new URL("../../", script.src).href;
  const canonical = document.querySelector("link[rel=canonical]")?.href;
  const article = document.querySelector(".tf");
  if (!canonical || !article || article.querySelector(".tf-checklist")) return;

  const plain = (url) => url.split("#")[0].replace(/index\.html$/, "");
  const own = plain(location.href.split("?")[0]).slice(site.length);
  const host = canonical.endsWith(own) ? canonical.slice(0, canonical.length - own.length) : "";
  const left = "nav, aside, .headerlink, .tf-pages, .tf-definition, .tf-cite, .tf-screen, .tf-table--matrix, svg a";

  const made = [];
  const add = (name, className, parent) => {
    const element = document.createElement(name);
    element.className = className;
    parent.append(element);
    return element;
  };
  const prepare = () => {
    if (made.length || !host) return;
    const numbers = new Map();
    const section = add("section", "tf-addresses", article);
    made.push(section);
    add("h2", "", section).textContent = script.dataset.title;
    const list = add("ol", "", section);
    for (const link of article.querySelectorAll("a[href]:not(.tf-external)")) {
      if (link.closest(left) || !link.href.startsWith(site) || plain(link.href) === plain(location.href)) continue;
      const address = host + link.href.slice(site.length).replace(/index\.html(?=#|$)/, "");
      if (!numbers.has(address)) {
        numbers.set(address, numbers.size + 1);
        add("li", "", list).textContent = address;
      }
      const mark = document.createElement("sup");
      mark.className = "tf-address";
      mark.textContent = numbers.get(address);
      link.after(mark);
      made.push(mark);
    }
    if (!numbers.size) section.remove();
  };
  const restore = () => made.splice(0).forEach((element) => element.remove());

  addEventListener("beforeprint", prepare);
  addEventListener("afterprint", restore);
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? prepare() : restore()));
})();
