"use strict";

// Makes elements. Whatever comes from the profile enters as text, never as markup.

const make = (tag, attributes, ...content) =>
  fill(document.createElement(tag), attributes, content);

const draw = (tag, attributes, ...content) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, content);

function fill(element, attributes, content) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value != null && value !== false) element.setAttribute(name, value);
  }
  element.append(...content.flat(Infinity).filter((part) => part != null && part !== ""));
  return element;
}

/** Control characters, direction marks and lone surrogates become visible escapes. */
const safe = (text) =>
  String(text ?? "").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) =>
      "\\u" + character.charCodeAt(i).toString(16).toUpperCase().padStart(4, "0")).join(""));

const LONGEST = 1000;

const cut = (text, length) =>
  text.length > length ? text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "") + "…" : text;

/** Text from outside, which cannot turn its neighbours around. */
const foreign = (text, type) => make("bdi", { class: type }, cut(safe(text), LONGEST));

const find = (id) => document.getElementById(id);

/** The one of these that the Tab key stops at. */
function rove(old, next) {
  old?.setAttribute("tabindex", -1);
  next?.setAttribute("tabindex", 0);
  return next;
}
