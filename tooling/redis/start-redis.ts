import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** A Redis of one's own: on the loopback only, on a free port, with a password, in memory only. */
export interface Redis {
  /** `redis://:password@127.0.0.1:port` */
  readonly address: string;
  /** Ends it at once, as `kill -9` does, with all that it holds. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same place. */
  start(): Promise<void>;
}

/** Starts Debian's redis-server, or the one that `REDIS_PATH` names. */
export async function startRedis(folder: string): Promise<Redis> {
  const [port, password] = [await freePort(), randomBytes(16).toString('hex')];
  let server: ChildProcess;
  const redis: Redis = {
    address: `redis://:${password}@127.0.0.1:${port}`,
    async kill() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
    async start() {
      const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder };
      server = spawn(process.env.REDIS_PATH ?? '/usr/bin/redis-server', ['-'], { stdio: ['pipe', 'ignore', 'ignore'] });
      const lines = Object.entries({ ...settings, requirepass: password }).map(([name, value]) => `${name} "${value}"`);
      server.stdin!.end(`${lines.join('\n')}\n`); // the password is on no command line
      while (server.exitCode === null && !(await answers(port))) await setTimeout(20);
      if (server.exitCode !== null) throw new Error(`redis-server ended with code ${server.exitCode}.`);
    },
  };
  await redis.start();
  return redis;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
