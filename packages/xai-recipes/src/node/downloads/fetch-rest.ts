import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AbortError, throwIfAborted } from 'xai-base';
import { FileError } from '../../errors/errors';
import { checkedAddress } from './address';
import type { DownloadOptions } from './download-options';

const MOST_BYTES = 2 ** 32;
const MOST_REDIRECTS = 5;

/**
 * Fetches what is missing of a file: all, or what comes behind the part that is there, if the server still has the same file and can begin in the middle.
 *
 * @param part the file, and with `.json` behind its name what the server said of it
 * @throws {FileError} when it is not there, too large, or breaks off; what has come is kept
 */
export async function fetchRest(url: URL, part: string, options: DownloadOptions): Promise<void> {
  const { maxBytes = MOST_BYTES, signal, onProgress } = options;
  throwIfAborted(signal);
  const begun = await begunPart(part);
  const response = await request(url, begun, signal);
  if (response.status === 416 && begun.bytes > 0) {
    await rm(part, { force: true });
    return fetchRest(url, part, options);
  }
  if (!response.ok || !response.body)
    throw failure(url, `the answer is ${response.status} ${response.statusText}`.trim(), 'the address of a file');
  const isRest = response.status === 206;
  if (isRest && !response.headers.get('content-range')?.startsWith(`bytes ${begun.bytes}-`))
    throw failure(url, 'the answer begins elsewhere than it was asked to', 'a server that follows ranges');
  let done = isRest ? begun.bytes : 0;
  const length = response.headers.get('content-length');
  const total = length === null ? Number.NaN : done + Number(length);
  if (total > maxBytes) throw tooLarge(url, total, maxBytes);
  await writeFile(`${part}.json`, JSON.stringify({ validator: validatorOf(response) }));
  const handle = await open(part, isRest ? 'a' : 'w');
  try {
    for await (const piece of Readable.fromWeb(response.body as ReadableStream<Uint8Array>)) {
      done += piece.length;
      if (done > maxBytes) throw tooLarge(url, done, maxBytes);
      await handle.write(piece);
      onProgress?.({ done, total });
    }
  } catch (cause) {
    if (signal?.aborted)
      throw new AbortError('The download was aborted.', { argument: 'signal', cause: signal.reason });
    if (cause instanceof FileError) throw cause;
    throw failure(
      url,
      `it broke off after ${done} bytes: ${reasonOf(cause)}`,
      'to try again, which goes on from there',
      cause,
    );
  } finally {
    await handle.close();
  }
  if (done < total)
    throw failure(url, `it broke off after ${done} of ${total} bytes`, 'to try again, which goes on from there');
  await rm(`${part}.json`, { force: true });
}

interface Begun {
  readonly bytes: number;
  /** By which the server knows whether it still has the same file. */
  readonly validator?: string;
}

async function begunPart(part: string): Promise<Begun> {
  try {
    const { validator } = JSON.parse(await readFile(`${part}.json`, 'utf8'));
    return typeof validator === 'string' ? { bytes: (await stat(part)).size, validator } : { bytes: 0 };
  } catch {
    return { bytes: 0 };
  }
}

/** An ETag that is the same for the same bytes alone, or else when the file was changed. */
function validatorOf({ headers }: Response): string | undefined {
  const tag = headers.get('etag');
  return (tag?.startsWith('"') ? tag : undefined) ?? headers.get('last-modified') ?? undefined;
}

/** Asks for the rest; each address that a server leads to must be https, too. */
async function request(url: URL, { bytes, validator }: Begun, signal?: AbortSignal): Promise<Response> {
  const rest = bytes > 0 && validator ? { range: `bytes=${bytes}-`, 'if-range': validator } : undefined;
  const headers = { 'accept-encoding': 'identity', ...rest };
  let address = url;
  for (let step = 0; step <= MOST_REDIRECTS; step++) {
    const response = await fetch(address, { headers, redirect: 'manual', signal }).catch((cause) => {
      if (signal?.aborted)
        throw new AbortError('The download was aborted.', { argument: 'signal', cause: signal.reason });
      throw failure(url, reasonOf(cause), 'a network, and a server that answers', cause);
    });
    const next = response.status >= 300 && response.status < 400 && response.headers.get('location');
    if (!next) return response;
    await response.body?.cancel();
    address = checkedAddress(new URL(next, address));
  }
  throw failure(url, `it leads on more than ${MOST_REDIRECTS} times`, 'the address of a file');
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message ? cause.message : message;
}

function tooLarge(url: URL, bytes: number, most: number): FileError {
  return failure(url, `it has ${bytes} bytes or more`, `at most ${most}; maxBytes allows more`);
}

function failure(url: URL, why: string, expected: string, cause?: unknown): FileError {
  return new FileError(`Cannot download ${url.href}: ${why}; expected ${expected}.`, {
    argument: 'address',
    value: url.href,
    expected,
    cause,
  });
}
