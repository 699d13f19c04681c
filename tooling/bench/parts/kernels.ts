import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Column, columns, type KernelRequest, type KernelResponse } from '../kernels/protocol';
import { uses } from '../kernels/uses';
import { type Verdict, verdictOn } from '../kernels/verdict';
import { median } from '../measuring/statistics';
import { markdownTable } from '../report/markdown-table';
import type { Report } from '../report/tables';

const folder = path.join(import.meta.dirname, '..');

const turns = 4;
const milliseconds = 25;

/** What each column made of an operation or of its gradient. */
interface Row {
  verdicts: Record<Exclude<Column, 'reference'>, Verdict>;
  /** How many times as fast as stock wasm; undefined unless both are right. */
  faster?: number;
}

async function ask(process: ChildProcess, request: KernelRequest): Promise<KernelResponse> {
  const answered = once(process, 'message');
  process.send(request);
  return (await answered)[0];
}

/** Runs it in turn in two processes, and the first turn warms up. */
async function inTurn(one: ChildProcess, other: ChildProcess, request: KernelRequest): Promise<KernelResponse[]> {
  const responses = [await ask(one, request), await ask(other, request)];
  if (responses.some(({ failure }) => failure !== undefined)) return responses;
  const times: number[][] = [[], []];
  for (let turn = 0; turn < turns; turn++) {
    for (const [index, process] of [one, other].entries()) {
      times[index].push(...(await ask(process, { ...request, milliseconds })).times!);
    }
  }
  return responses.map((response, index) => ({ ...response, times: times[index] }));
}

async function rowOf(processes: Record<Column, ChildProcess>, use: number, gradient: boolean): Promise<Row> {
  const request = { use, gradient };
  const reference = await ask(processes.reference, request);
  if (reference.failure) throw new Error(`${uses[use].name}: the reference fails: ${reference.failure}`);
  const cpu = await ask(processes.cpu, request);
  const [stock, wasm] = await inTurn(processes.stock, processes.wasm, request);
  const verdicts = {
    cpu: verdictOn(cpu, reference),
    stock: verdictOn(stock, reference),
    wasm: verdictOn(wasm, reference),
  };
  const bothRight = verdicts.stock === 'right' && verdicts.wasm === 'right';
  return { verdicts, faster: bothRight ? median(stock.times!) / median(wasm.times!) : undefined };
}

function cells({ verdicts: { cpu, stock, wasm }, faster }: Row): string[] {
  return [cpu, stock, wasm, faster?.toFixed(1) ?? ''];
}

/** Runs each operation and its gradient on each backend, and compares with the cpu backend and its corrected gradients. */
export async function kernels(progress: (line: string) => void): Promise<Report> {
  const worker = path.join(folder, 'kernels', 'worker.ts');
  const processes = Object.fromEntries(
    columns.map((name) => [name, fork(worker, [name], { serialization: 'advanced' })]),
  ) as Record<Column, ChildProcess>;
  const rows: string[][] = [];
  try {
    for (const [use, { name }] of uses.entries()) {
      const forward = await rowOf(processes, use, false);
      const backward = await rowOf(processes, use, true);
      rows.push([name, ...cells(forward), ...cells(backward)]);
      progress(rows.at(-1)!.join(' | '));
    }
  } finally {
    for (const process of Object.values(processes)) process.kill();
  }
  const head = ['cpu', 'stock wasm', 'wasm', 'faster'];
  const table = markdownTable(['operation', ...head, ...head.map((title) => `gradient: ${title}`)], rows);
  return {
    section: 'kernels',
    page: path.join(folder, '../../packages/tfjs-gradients/README.md'),
    text: table,
    data: rows,
  };
}
