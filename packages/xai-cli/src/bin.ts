#!/usr/bin/env node
import { run } from './run';

const controller = new AbortController();
process.once('SIGINT', () => controller.abort()); // a second Ctrl-C ends the process at once
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1)); // `xai methods | head`

run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: controller.signal,
}).then((code) => {
  process.exitCode = code;
});
