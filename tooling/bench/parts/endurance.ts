import { EngineProcess } from '../engines/engine-process';
import type { EngineName } from '../engines/names';
import type { Endurance } from '../engines/protocol';
import { markdownTable } from '../report/markdown-table';
import type { Report } from '../report/tables';
import { nameOf, type Workload } from '../workloads';

const after = [100, 400, 700, 1000];

const workloads: Workload[] = (['gradient', 'lrp'] as const).map((task) => ({ network: 'lenet5', task, batch: 1 }));

const enduring: EngineName[] = ['cpu', 'wasm', 'native', 'native-constants'];

async function endure(workload: Workload, engine: EngineName): Promise<Endurance['points']> {
  const process = new EngineProcess(engine, workload);
  try {
    const response = await process.ask({ kind: 'endurance', after });
    if (response.kind !== 'endurance') throw new Error(`${engine} did not endure: ${JSON.stringify(response)}`);
    return response.points;
  } finally {
    process.stop();
  }
}

/** What a process holds after so many explanations, and its number of tensors, which must stay the same. */
export async function endurance(engines: readonly EngineName[], progress: (line: string) => void): Promise<Report> {
  const rows: string[][] = [];
  for (const workload of workloads) {
    for (const engine of enduring.filter((name) => engines.includes(name))) {
      const points = await endure(workload, engine);
      const tensors = new Set(points.map((point) => point.tensors));
      rows.push([
        `${nameOf(workload)} on ${engine}`,
        ...points.map(({ megabytes }) => megabytes.toFixed(0)),
        [...tensors].join(', '),
      ]);
      progress(`${after.at(-1)} times ${nameOf(workload)} on ${engine}`);
    }
  }
  const table = markdownTable(['MB after ... explanations', ...after.map(String), 'tensors'], rows);
  return { section: 'endurance', text: table, data: rows };
}
