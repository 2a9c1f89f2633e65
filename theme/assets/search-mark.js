/* Marks on a page the words that led there, without changing it, and leads from one place to the next. */
(() => {
  "use strict";
  const shared = window.tfpubSearch;
  const article = document.querySelector("#tf-content");
  const skipped = ".headerlink, .tf-hidden, .tf-unseen, .tf-unsearched, .tf-marks, script, style";
  const spaced = /^[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]*$/u;
  const most = 1000;

  /* The address is then that of the page alone, to be copied and cited. */
  function words() {
    const url = new URL(location.href);
    const found = (url.searchParams.get("found") || "").slice(0, 500).split(/\s+/).filter(Boolean);
    url.searchParams.delete("found");
    try {
      history.replaceState(history.state, "", url.href);
    } catch {
      // Some browsers keep the address of a file as it is.
    }
    return [...new Set(found)];
  }

  function patternOf(word) {
    const text = word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return spaced.test(word) ? `(?<![\\p{L}\\p{N}])${text}(?![\\p{L}\\p{N}])` : text;
  }

  function rangesOf(found) {
    const pattern = new RegExp(found.map(patternOf).join("|"), "giu");
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    const ranges = [];
    while (walker.nextNode() && ranges.length < most) {
      const node = walker.currentNode;
      if (node.parentElement.closest(skipped)) continue;
      for (const { index, 0: text } of node.data.matchAll(pattern)) {
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + text.length);
        ranges.push(range);
      }
    }
    return ranges;
  }

  function button(text, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", action);
    return made;
  }

  function goTo(range) {
    const holder = range.startContainer.parentElement;
    for (let folded = holder.closest("details:not([open])"); folded; folded = folded.parentElement.closest("details:not([open])")) {
      folded.open = true;
    }
    CSS.highlights.set("tf-found-now", new Highlight(range));
    holder.scrollIntoView({ block: "center" });
  }

  function show(found, ranges) {
    const { marked, markedOne, nextPlace, removeMarks } = shared.messages;
    let current = -1;
    const bar = document.createElement("div");
    const said = document.createElement("p");
    bar.className = "tf-marks";
    said.setAttribute("role", "status");
    const tell = () => {
      const count = ranges.length === 1 ? markedOne : marked.replace("#", ranges.length);
      said.textContent = current < 0 ? `${found.join(", ")}: ${count}` : `${current + 1} / ${ranges.length}`;
    };
    const next = button(nextPlace, () => {
      current = (current + 1) % ranges.length;
      goTo(ranges[current]);
      tell();
    });
    const remove = button(removeMarks, () => {
      CSS.highlights.delete("tf-found");
      CSS.highlights.delete("tf-found-now");
      bar.remove();
      article.focus({ preventScroll: true });
    });
    bar.append(said, next, remove);
    article.prepend(bar);
    tell();
  }

  const found = words();
  if (!found.length || !article || !CSS.highlights) return;
  const ranges = rangesOf(found);
  if (!ranges.length) return;
  CSS.highlights.set("tf-found", new Highlight(...ranges));
  show(found, ranges);
})();
