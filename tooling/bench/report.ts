import os from 'node:os';
import { version_core } from '@tensorflow/tfjs-core';
import type { Result } from './measure';

/** The machine, the versions and the date, in a line. */
export function conditions(): string {
  const cores = os.cpus();
  const memory = `${Math.round(os.totalmem() / 2 ** 30)} GB`;
  const load = os
    .loadavg()
    .map((average) => average.toFixed(1))
    .join(' ');
  const versions = `Node ${process.versions.node}, TensorFlow.js ${version_core}`;
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `${cores.length} x ${cores[0].model.trim()}, ${memory}; ${versions}; ${date} UTC; load ${load}`;
}

const columns = ['workload', 'engine', 'ms', 'forward passes', 'times stock', 'peak MB'];

function row(cells: string[]): string {
  const widths = [34, 6, 9, 14, 11, 7];
  return `| ${cells.map((cell, index) => (index < 2 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]))).join(' | ')} |`;
}

/** The head of the table. */
export function head(): string {
  return `${row(columns)}\n| --- | --- | ---: | ---: | ---: | ---: |`;
}

/** One line of the table; an engine that cannot do the workload throws. */
export function line(result: Result): string {
  const digits = (value: number | undefined, count: number) => value?.toFixed(count) ?? '';
  const { workload, engine, milliseconds, forwardPasses, timesStock, peakMemory, failure } = result;
  const time = failure === undefined ? digits(milliseconds, 1) : 'throws';
  return row([workload, engine, time, digits(forwardPasses, 2), digits(timesStock, 2), digits(peakMemory, 0)]);
}

/** Where the time went: the kernels of one run, longest first. */
export function profileLines({ workload, engine, profile }: Result): string[] {
  if (profile === undefined) return [];
  const { milliseconds, kernels } = profile;
  const inKernels = kernels.reduce((sum, kernel) => sum + kernel.milliseconds, 0);
  return [
    `\n${workload} on ${engine}: ${milliseconds.toFixed(1)} ms, ${inKernels.toFixed(1)} ms of it in kernels`,
    ...kernels
      .slice(0, 15)
      .map(({ kernel, calls, milliseconds }) =>
        [kernel.padEnd(34), String(calls).padStart(5), milliseconds.toFixed(2).padStart(10)].join(' '),
      ),
  ];
}

/** Why something throws. */
export function failureLine({ workload, engine, failure }: Result): string | undefined {
  return failure && `${workload} on ${engine}: ${failure}`;
}
