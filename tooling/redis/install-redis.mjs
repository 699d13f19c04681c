import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const redisPath = process.env.REDIS_PATH ?? '/usr/bin/redis-server';

if (!existsSync(redisPath)) {
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (cause) {
    throw new Error(`There is no Redis at ${redisPath}, and apt-get could not install one. Name yours in REDIS_PATH.`, {
      cause,
    });
  }
}
console.log(`redis: ${redisPath}`);
