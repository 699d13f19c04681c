import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from './report/report';

/** How long a model may take, and how much memory. */
export interface Limits {
  readonly seconds: number;
  readonly megabytes: number;
}

/** The programs that check a model: by the packages, and by the command line. */
export const programs = { packages: 'check-one.ts', 'command line': 'command-line/check-one.ts' } as const;

/** Checks a model in a process of its own, which is ended when it goes over a limit. */
export function checkWithin(
  file: string,
  { seconds, megabytes }: Limits,
  by: keyof typeof programs = 'packages',
): Promise<Report> {
  const tsconfig = path.join(import.meta.dirname, '../../tsconfig.json');
  const program = path.join(import.meta.dirname, programs[by]);
  const child = spawn(process.execPath, ['--import', 'tsx', program, file], {
    cwd: import.meta.dirname,
    env: { ...process.env, TSX_TSCONFIG_PATH: tsconfig },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, complaints] = ['', ''];
  let stopped: string | undefined;
  const stop = (why: string) => {
    stopped ??= why;
    child.kill('SIGKILL');
  };
  child.stdout.on('data', (data) => {
    printed += data;
  });
  child.stderr.on('data', (data) => {
    complaints += data;
  });
  const timer = setTimeout(() => stop(`took longer than ${seconds} s`), seconds * 1000);
  const watch = setInterval(() => {
    if (child.pid !== undefined && memoryOf(child.pid) > megabytes) stop(`took more than ${megabytes} MB`);
  }, 500);
  const format: Report['format'] = file.endsWith('.onnx') ? 'onnx' : 'graph-model';
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      clearInterval(watch);
      const lines = printed.split('\n').filter((one) => one.startsWith('{"file"') && one.endsWith('}'));
      const report =
        lines.length > 0 ? (JSON.parse(lines[lines.length - 1]) as Report) : { file, format, outcomes: {} };
      if (code === 0) return resolve(report);
      const why = stopped ?? complaints.split('\n').find((one) => /Error/.test(one)) ?? 'ended without a report';
      return resolve({ ...report, stopped: why.slice(0, 160) });
    });
  });
}

/** The memory that a process holds now, in MB; 0 where the system does not say. */
function memoryOf(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
