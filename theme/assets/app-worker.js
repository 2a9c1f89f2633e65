"use strict";

/*
 * Keeps what was read in this browser, so that it can be read again without a network. Each build has a cache of
 * its own, which takes only files whose digest is in the build's list, so no page gets files of another build.
 * A page is served the build that it came from for as long as it is open; a page of an unknown build is left alone.
 */
const prefix = "tf-build-";
const clientsCache = "tf-clients";
const listName = "service-worker.bin";
const digestLength = 6;
const patience = 4000;
const scope = new URL("./", self.location.href);
const lists = new Map();

const cacheOf = (build) => caches.open(prefix + build);
const urlOf = (address) => new URL(address.split("/").map(encodeURIComponent).join("/"), scope).href;

function addressOf(url) {
  const path = decodeURIComponent(new URL(url).pathname).slice(decodeURIComponent(scope.pathname).length);
  return path.replace(/(^|\/)index\.html$/, "$1");
}

const hex = (bytes) => Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");

async function digestOf(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/* The digests of all files of a build, once they were stored with it. */
async function listOf(build) {
  if (!lists.has(build)) {
    const stored = await (await cacheOf(build)).match(urlOf(listName));
    if (!stored) return null;
    const bytes = new Uint8Array(await stored.arrayBuffer());
    const list = new Set();
    for (let at = 0; at < bytes.length; at += digestLength) list.add(hex(bytes.subarray(at, at + digestLength)));
    lists.set(build, list);
  }
  return lists.get(build);
}

/* Stores a file if it is of that build, and says whether it is. */
async function stored(build, address, response) {
  const list = await listOf(build);
  if (!list || response.status !== 200 || response.redirected) return false;
  const copy = response.clone();
  const name = new TextEncoder().encode(`${address}\0`);
  const content = await digestOf(await response.clone().arrayBuffer());
  const whole = new Uint8Array(name.length + content.length);
  whole.set(name);
  whole.set(content, name.length);
  if (!list.has(hex((await digestOf(whole)).subarray(0, digestLength)))) return false;
  await (await cacheOf(build)).put(urlOf(address), copy);
  return true;
}

async function taken(build, address) {
  const response = await fetch(urlOf(address), { cache: "no-cache" });
  if (!(await stored(build, address, response))) throw new Error(`${address} is not of this build`);
}

/* What is needed at once, and what was read of the build before; a file that is gone from there is left out. */
async function install({ build, core }) {
  const list = await fetch(urlOf(listName), { cache: "no-cache" });
  const bytes = await list.clone().arrayBuffer();
  if (hex(await digestOf(bytes)).slice(0, build.length) !== build) throw new Error("the site has changed meanwhile");
  await (await cacheOf(build)).put(urlOf(listName), list);
  await Promise.all(core.map((address) => taken(build, address)));
  for (const name of (await caches.keys()).filter((each) => each.startsWith(prefix) && each !== prefix + build)) {
    const read = (await (await caches.open(name)).keys()).map((request) => addressOf(request.url));
    const pages = read.filter((address) => address.endsWith("/"));
    await Promise.allSettled(pages.map((address) => taken(build, address)));
  }
  await self.skipWaiting();
}

/* An old build goes when no open page is of it any more. */
async function tidy(current) {
  const known = await caches.open(clientsCache);
  const open = new Set((await self.clients.matchAll({ includeUncontrolled: true })).map((client) => client.id));
  const needed = new Set([prefix + current]);
  for (const request of await known.keys()) {
    const id = new URL(request.url).searchParams.get("client");
    if (open.has(id)) needed.add(prefix + (await (await known.match(request)).text()));
    else await known.delete(request);
  }
  const old = (await caches.keys()).filter((name) => name.startsWith(prefix) && !needed.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

const noteOf = (id) => new URL(`?client=${encodeURIComponent(id)}`, scope).href;

async function buildOf(id) {
  const note = id && (await (await caches.open(clientsCache)).match(noteOf(id)));
  return note ? note.text() : "";
}

async function remember(id, build) {
  if (id) await (await caches.open(clientsCache)).put(noteOf(id), new Response(build));
}

async function fromCache(build, address, id) {
  const cached = await (await cacheOf(build)).match(urlOf(address));
  if (cached) await remember(id, build);
  return cached;
}

/* Pages come from the network while there is one: who is online reads what is published now. */
async function page(event, build) {
  const address = addressOf(event.request.url);
  const id = event.resultingClientId;
  const answer = fetch(event.request).then(async (response) => {
    if (await stored(build, address, response)) await remember(id, build);
    return response;
  });
  answer.catch(() => null);
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  const found = await Promise.race([answer.catch(() => null), late]);
  if (found) return found;
  const cached = await fromCache(build, address, id);
  if (cached) return cached;
  try {
    return await answer;
  } catch (error) {
    const offline = await fromCache(build, "offline.html", id);
    if (!offline) throw error;
    return new Response(offline.body, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

async function part(event) {
  const build = await buildOf(event.clientId);
  if (!build) return fetch(event.request);
  const address = addressOf(event.request.url);
  const cached = await fromCache(build, address, "");
  if (cached) return cached;
  const response = await fetch(event.request);
  return (await stored(build, address, response)) ? response : Response.error();
}

self.startWorker = ({ build, core }) => {
  self.addEventListener("install", (event) => event.waitUntil(install({ build, core })));
  self.addEventListener("activate", (event) => event.waitUntil(tidy(build)));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(scope.href)) return;
    if (request.mode !== "navigate") event.respondWith(part(event));
    else if (/(^|\/|\.html)$/.test(addressOf(request.url))) event.respondWith(page(event, build));
  });
  /* The page that was open before there was a worker is kept as well, with what it has loaded. */
  self.addEventListener("message", (event) => {
    const read = (event.data.read || []).filter((url) => url.startsWith(scope.href)).map(addressOf);
    event.waitUntil(Promise.allSettled(read.map((address) => taken(build, address))));
  });
};
