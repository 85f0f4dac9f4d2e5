// The search of a site without a server: it reads the index that lies beside the pages, file by file, by script elements.
"use strict";

var samarkand, samarkandFolding;

(function () {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const LONGEST_WORD = 24;
  const HITS = 10;
  const AROUND = 40;
  const CUT = 140;
  const value = new Map(Array.from(DIGITS, (digit, number) => [digit, number]));
  const arrived = new Map();   // name of a file -> its content
  const waiting = new Map();   // name of a file -> who waits for it
  let folded = new Map();
  let unspaced = /[\u3400-\u9fff]/u;

  samarkand = function (name, content) {
    arrived.set(name, content);
    const waits = waiting.get(name);
    if (waits) { waits.resolve(content); }
  };

  samarkandFolding = function (ones, others, ranges) {
    const from = Array.from(ones), to = Array.from(others);
    folded = new Map(from.map((one, number) => [one, to[number]]));
    unspaced = new RegExp("[" + ranges + "]", "u");
  };

  function load(name, mark) {
    if (arrived.has(name)) { return Promise.resolve(arrived.get(name)); }
    if (waiting.has(name)) { return waiting.get(name).promise; }
    const waits = {};
    waits.promise = new Promise(function (resolve, reject) { waits.resolve = resolve; waits.reject = reject; });
    waiting.set(name, waits);
    const script = document.createElement("script");
    script.src = "search/" + name + ".js" + (mark ? "?v=" + mark : "");
    script.onerror = function () { waiting.delete(name); waits.reject(new Error(name)); };
    script.onload = function () { script.remove(); };
    document.head.appendChild(script);
    return waits.promise;
  }

  // As samarkand.text.folding folds: each character by itself, and where it stood.
  function fold(text) {
    const shown = [], places = [];
    let at = 0;
    for (const character of text) {
      for (const one of foldOne(character)) { shown.push(one); places.push(at); }
      at += character.length;
    }
    places.push(at);
    return { characters: shown, places: places };
  }

  const known = new Map();

  function foldOne(character) {
    let found = known.get(character);
    if (found === undefined) {
      const plain = Array.from(character.normalize("NFKC"), (each) => folded.get(each) || each).join("");
      const bare = plain.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\ufe00-\ufe0f\u200b-\u200f\u2060]/g, "").normalize("NFC");
      found = Array.from(bare, (each) => /[\p{L}\p{M}\p{N}]/u.test(each) || unspaced.test(each) ? each : " ");
      if (found.every((each) => each === " ")) { found = found.slice(0, 1); }
      known.set(character, found);
    }
    return found;
  }

  // A query: words that must occur, words that must not, each as pieces that are looked up and text that is made sure of.
  function parsed(query) {
    const wanted = [], unwanted = [];
    const parts = query.normalize("NFKC").match(/-?["“”「『][^"“”」』]*["“”」』]?|[^\s"“”「『]+/g) || [];
    for (const part of parts) {
      const isNot = part.length > 1 && part[0] === "-";
      const text = fold(part.slice(isNot ? 1 : 0)).characters.join("").replace(/ +/g, " ").trim();
      if (text) { (isNot ? unwanted : wanted).push({ text: closed(Array.from(text)).line.join(""), terms: terms(text) }); }
    }
    return { wanted: wanted, unwanted: unwanted };
  }

  // Without the blanks between characters that are written without any, as the reader's own search looks at texts.
  function closed(characters) {
    const line = [], at = [];
    characters.forEach(function (one, number) {
      if (one !== " ") {
        if (line.length > 1 && line[line.length - 1] === " " && unspaced.test(one) && unspaced.test(line[line.length - 2])) { line.pop(); at.pop(); }
        line.push(one);
        at.push(number);
      } else if (line.length && line[line.length - 1] !== " ") { line.push(one); at.push(number); }
    });
    return { line: line, at: at };
  }

  function terms(text) {
    const found = new Set();
    for (const word of text.split(" ")) {
      const characters = Array.from(word);
      let letters = "";
      characters.forEach(function (one, number) {
        if (unspaced.test(one)) {
          if (letters) { found.add(shortened(letters)); letters = ""; }
          if (number + 1 < characters.length && unspaced.test(characters[number + 1])) { found.add(one + characters[number + 1]); }
        } else { letters += one; }
      });
      if (letters) { found.add(shortened(letters)); }
    }
    return Array.from(found);
  }

  function shortened(word) { return Array.from(word).slice(0, LONGEST_WORD).join(""); }

  function fileNumber(term, files) {
    let number = 0;
    for (const character of term) { number = (number * 31 + character.codePointAt(0)) % 4294967296; }
    return number % files;
  }

  function numbers(text) {
    const found = [];
    let number = 0, factor = 1;
    for (const digit of text) {
      const told = value.get(digit);
      number += (told % 32) * factor;
      if (told >= 32) { factor *= 32; } else { found.push(number); number = 0; factor = 1; }
    }
    return found;
  }

  // Article number -> 2 if the term stands in its title, 1 if in its text.
  async function articlesWith(term, blocks) {
    const found = new Map();
    const contents = await Promise.all(blocks.map((block) => load(block[0] + "/" + fileNumber(term, block[3]), block[4])));
    contents.forEach(function (content, which) {
      const start = content.indexOf("|" + term + " ");
      if (start < 0) { return; }
      const from = start + term.length + 2;
      let document = 0;
      for (const step of numbers(content.slice(from, content.indexOf("|", from)))) {
        document += step;
        const article = blocks[which][1] + (document >> 1);
        found.set(article, Math.max(found.get(article) || 0, document % 2 ? 1 : 2));
      }
    });
    return found;
  }

  async function candidates(query, index) {
    let found = null;
    for (const part of query.wanted) {
      for (const term of part.terms) {
        const these = await articlesWith(term, index.blocks);
        if (found === null) { found = these; continue; }
        const both = new Map();
        for (const [article, where] of found) {
          if (these.has(article)) { both.set(article, Math.min(where, these.get(article))); }
        }
        found = both;
      }
    }
    const days = [];
    numbers(index.days).forEach(function (step, number) {
      days.push((number ? days[number - 1] : 0) + (step % 2 ? -(step + 1) / 2 : step / 2));
    });
    const articles = Array.from(found || []);
    articles.sort((one, other) => other[1] - one[1] || days[other[0]] - days[one[0]] || other[0] - one[0]);
    return articles.map((each) => each[0]);
  }

  // Where the words of a query stand in a text, in its own characters; null where one that is wanted does not.
  function places(text, query, isWhole) {
    const shown = fold(text), row = closed(shown.characters), at = row.at;
    const line = row.line.join(""), offsets = [];
    row.line.forEach(function (one, number) { for (let unit = 0; unit < one.length; unit += 1) { offsets.push(number); } });
    const spans = [];
    for (const part of query) {
      let from = line.indexOf(part.text), count = 0;
      while (from >= 0) {
        if (isWord(line, from, part.text)) {
          const first = at[offsets[from]], last = at[offsets[from + part.text.length - 1]];
          spans.push([shown.places[first], shown.places[last + 1]]);
          count += 1;
        }
        from = line.indexOf(part.text, from + 1);
      }
      if (!count && isWhole) { return null; }
    }
    return spans.sort((one, other) => one[0] - other[0]);
  }

  function isWord(line, from, text) {
    const before = line[from - 1] || " ", after = line[from + text.length] || " ";
    const joins = (one, other) => one !== " " && other !== " " && !unspaced.test(one) && !unspaced.test(other) && !/[\ud800-\udfff]/.test(one + other);
    return !joins(before, text[0]) && !joins(text[text.length - 1], after);
  }

  async function hit(article, query, index) {
    const file = "texts/" + Math.floor(article / index.texts);
    const block = index.blocks.find((each) => article >= each[1] && article < each[1] + each[2]);
    const told = (await load(file, block[4]))[article % index.texts];
    const whole = told[1] + "\n" + told[5];
    if (places(whole, query.wanted, true) === null || places(whole, query.unwanted, false).length) { return null; }
    return told;
  }

  function marked(element, text, spans) {
    let at = 0;
    for (const span of spans) {
      if (span[0] < at) { continue; }
      element.append(text.slice(at, span[0]));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(span[0], span[1]);
      element.append(mark);
      at = span[1];
    }
    element.append(text.slice(at));
  }

  function made(tag, name, language) {
    const element = document.createElement(tag);
    if (name) { element.className = name; }
    if (language) { element.lang = language; }
    return element;
  }

  function shown(told, query) {
    const article = made("article", "hit"), outlet = made("p", "outlet"), when = made("span", "told");
    const title = made("h2", "", told[4]), link = document.createElement("a"), passage = made("p", "passage", told[4]);
    when.textContent = told[3];
    outlet.append(told[2] + " ", when);
    link.href = told[0];
    marked(link, told[1], places(told[1], query.wanted, false));
    title.append(link);
    const text = told[5], spans = places(text, query.wanted, false);
    const from = spans.length ? Math.max(0, spans[0][0] - AROUND) : 0, until = Math.min(text.length, from + CUT);
    passage.append(from ? "…" : "");
    marked(passage, text.slice(from, until).replace(/\n/g, " "), spans.filter((span) => span[1] <= until).map((span) => [span[0] - from, span[1] - from]));
    passage.append(until < text.length ? "…" : "");
    article.append(outlet, title, passage);
    return article;
  }

  function say(box, key, number) {
    const line = document.createElement("p");
    line.textContent = box.dataset[key].replace("{number}", number === undefined ? "" : String(number));
    return line;
  }

  async function answer(box, text) {
    const list = box.querySelector(".hits"), facts = box.querySelector(".facts"), more = box.querySelector("button");
    const query = parsed(text);
    box.hidden = false;
    if (!query.wanted.some((part) => part.terms.length)) { facts.replaceChildren(say(box, "short")); return; }
    facts.replaceChildren(say(box, "searching"));
    const index = await load("blocks");
    const found = await candidates(query, index);
    let next = 0, count = 0;
    const further = async function () {
      const until = count + HITS;
      while (next < found.length && count < until) {
        const some = found.slice(next, next + until - count);
        next += some.length;
        for (const told of await Promise.all(some.map((article) => hit(article, query, index)))) {
          if (told) { list.append(shown(told, query)); count += 1; }
        }
      }
      const number = count + found.length - next;
      facts.replaceChildren(number ? say(box, number === 1 ? "one" : "several", number) : say(box, "none"));
      more.hidden = next >= found.length;
    };
    more.addEventListener("click", further);
    await further();
  }

  document.addEventListener("DOMContentLoaded", function () {
    const box = document.getElementById("found");
    const text = new URLSearchParams(location.search).get("q") || "";
    if (!box || !text.trim()) { return; }
    document.getElementById("q").value = text;
    document.getElementById("intro").hidden = true;
    document.getElementById("asked").textContent = text;
    document.title = text + " – " + document.title;
    answer(box, text).catch(function () { box.querySelector(".facts").replaceChildren(say(box, "failed")); });
  });
})();
