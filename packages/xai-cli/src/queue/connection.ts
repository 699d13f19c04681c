import { setTimeout } from 'node:timers/promises';
import type { ConnectionOptions } from 'bullmq';
import { UsageError, WorkerError } from '../errors/errors';
import { wrongOption } from '../errors/wrong-option';

const PATIENCE = 5000; // milliseconds

/** The name of the queue in Redis. */
export const QUEUE = 'xai-run';

/**
 * BullMQ, which is installed by who needs it.
 *
 * @throws {UsageError} when it is not
 */
export async function loadBullMQ(): Promise<typeof import('bullmq')> {
  try {
    return await import('bullmq');
  } catch (cause) {
    const expected = 'that it is installed: npm install bullmq';
    throw new UsageError(`--queue needs bullmq; expected ${expected}.`, { argument: '--queue', expected, cause });
  }
}

/**
 * How Redis is reached, which answers within some seconds; from then on whoever is connected waits until it comes back.
 *
 * @param address `redis://:password@host:port`
 * @throws {UsageError} for an address that is none
 * @throws {WorkerError} when nobody answers, or the password is wrong
 */
export async function connectionTo(address: string): Promise<ConnectionOptions> {
  const url = addressOf(address);
  const connection = {
    host: url.hostname,
    port: Number(url.port || 6379),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length > 1 && { db: Number(url.pathname.slice(1)) }),
    ...(url.protocol === 'rediss:' && { tls: {} }),
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(100 * times, 1000),
  };
  await greet(connection, `${url.protocol}//${url.host}`);
  return connection;
}

function addressOf(address: string): URL {
  const expected = 'redis://:password@host:port';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname) return url;
  throw wrongOption('--queue', address.replace(/:.*@/s, '://:password@'), expected); // no message shows it
}

/** Waits until Redis answers, for a while; without its password in any message. */
async function greet(connection: ConnectionOptions, place: string): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const cause = await answerOf(connection);
    if (cause === undefined) return;
    if (performance.now() < end && !/WRONGPASS|NOAUTH/.test(cause.message)) {
      await setTimeout(100); // it may be starting
      continue;
    }
    const expected = 'a Redis that answers, and its password';
    throw new WorkerError(`There is no answer at ${place}: ${cause.message}; expected ${expected}.`, {
      argument: '--queue',
      expected,
      cause,
    });
  }
}

/** Why Redis does not answer, if it does not. */
async function answerOf(connection: ConnectionOptions): Promise<Error | undefined> {
  const { RedisConnection } = await loadBullMQ();
  const once = { ...connection, retryStrategy: () => null, connectTimeout: PATIENCE / 5 } as ConnectionOptions;
  const redis = new RedisConnection(once, { shared: false, blocking: false });
  redis.on('error', () => undefined); // it is the answer
  try {
    await redis.client;
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await redis.close(true).catch(() => undefined);
  }
}
