/** What the build writes in place of these: the files of the page, and what tells one version of them from another. */
declare const PAGE_FILES: readonly string[];
declare const PAGE_VERSION: string;

/** What is used of a service worker's own scope, which the types of pages do not have. */
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
}

interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = self as unknown as Scope;
const NAME = `xai-dashboard-${PAGE_VERSION}`;

scope.addEventListener('install', (event) => {
  const keep = async () =>
    (await caches.open(NAME)).addAll(PAGE_FILES.map((file) => new URL(file, scope.registration.scope).href));
  event.waitUntil(keep().then(() => scope.skipWaiting()));
});

scope.addEventListener('activate', (event) => {
  const forget = async () => {
    const others = (await caches.keys()).filter((name) => name.startsWith('xai-dashboard-') && name !== NAME);
    await Promise.all(others.map((name) => caches.delete(name)));
    await scope.clients.claim();
  };
  event.waitUntil(forget());
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const below = request.url.startsWith(scope.registration.scope) && request.url.slice(scope.registration.scope.length);
  if (request.method !== 'GET' || below === false || below.startsWith('files/')) return; // the user's own files are never kept
  event.respondWith(below.startsWith('assets/') ? keptFirst(request) : newestFirst(request));
});

/** The names of these files change with what is in them. */
async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetched(request);
}

/** The page itself says what its server was told; it is another one tomorrow. */
async function newestFirst(request: Request): Promise<Response> {
  try {
    return await fetched(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

/** Keeps what was fetched, also runtimes that are not kept from the beginning. */
async function fetched(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.ok) await (await caches.open(NAME)).put(request, response.clone());
  return response;
}
