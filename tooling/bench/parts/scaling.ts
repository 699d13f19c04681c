import type { EngineName } from '../engines/names';
import { takesPart } from '../engines/participants';
import { measure } from '../measuring/measure';
import { growth } from '../measuring/statistics';
import { type Curves, chart } from '../report/chart';
import { markdownTable } from '../report/markdown-table';
import { type Report, threeDigits } from '../report/tables';
import type { Workload } from '../workloads';

/** How one size of a workload is varied. */
interface Sweep {
  axis: string;
  /** What is timed, in words. */
  what: string;
  values: number[];
  at(value: number): Workload;
}

const base = { network: 'plain', task: 'gradient', batch: 1 } as const;

const sweeps: Sweep[] = [
  {
    axis: 'batch',
    what: 'gradient, 8 layers, images of 32 x 32',
    values: [1, 4, 16, 32],
    at: (batch) => ({ ...base, batch }),
  },
  {
    axis: 'steps',
    what: 'integrated gradients, 8 layers, an image of 32 x 32',
    values: [10, 50, 200],
    at: (steps) => ({ ...base, task: 'integrated-gradients', steps }),
  },
  {
    axis: 'image side',
    what: 'gradient, 8 layers, one image',
    values: [32, 128, 256],
    at: (side) => ({ ...base, side }),
  },
  {
    axis: 'layers',
    what: 'gradient, an image of 64 x 64',
    values: [2, 8, 32],
    at: (layers) => ({ ...base, layers, side: 64 }),
  },
  {
    axis: 'tokens',
    what: 'AttnLRP of a transformer of the size of MiniLM-L6',
    values: [32, 128, 256],
    at: (tokens) => ({ network: 'encoder', task: 'attn-lrp', batch: 1, tokens }),
  },
  {
    axis: 'features',
    what: 'integrated gradients of a classifier of tables',
    values: [30, 300, 3000],
    at: (features) => ({ network: 'tabular', task: 'integrated-gradients', batch: 1, features }),
  },
];

const compared: EngineName[] = ['stock', 'wasm', 'native', 'torch'];

const picture = 'scaling.svg';

type Progress = (line: string) => void;

async function sweepOver({ axis, what, values, at }: Sweep, engines: readonly EngineName[], progress: Progress) {
  const lines = engines.map((engine): Curves['lines'][number] => ({ engine, points: [] }));
  for (const x of values) {
    const able = engines.filter((engine) => takesPart(at(x), engine));
    for (const { engine, milliseconds, peakMemory } of await measure(at(x), {
      engines: able,
      bursts: 1,
      profile: false,
    })) {
      const { points } = lines.find((line) => line.engine === engine)!;
      if (milliseconds !== undefined) points.push({ x, milliseconds, megabytes: peakMemory! });
    }
    progress(`${axis} ${x}`);
  }
  return { axis, what, lines: lines.filter(({ points }) => points.length > 1) };
}

/** The curves as a table: milliseconds and MB at each end, and the power with which the time grows. */
export function scalingTable(curves: readonly Curves[]): string {
  const rows = curves.flatMap(({ axis, lines }) =>
    lines.map(({ engine, points }) => {
      const [first, last] = [points[0], points.at(-1)!];
      const power = growth(points.slice(-3).map(({ x, milliseconds }) => ({ x, y: milliseconds })));
      return [
        `${axis} ${first.x} to ${last.x}`,
        engine,
        `${threeDigits(first.milliseconds)} to ${threeDigits(last.milliseconds)}`,
        power.toFixed(2),
        `${first.megabytes.toFixed(0)} to ${last.megabytes.toFixed(0)}`,
      ];
    }),
  );
  return markdownTable(['sizes', 'engine', 'ms', 'power', 'peak MB'], rows);
}

/** Measures all curves and draws them. */
export async function scaling(engines: readonly EngineName[], progress: Progress): Promise<Report> {
  const chosen = compared.filter((name) => engines.includes(name));
  const curves: Curves[] = [];
  for (const sweep of sweeps) curves.push(await sweepOver(sweep, chosen, progress));
  const captions = curves.map(({ axis, what }) => `- ${axis}: ${what}`);
  const explained = 'The power is that of the last three sizes: 1 is in proportion, 2 as the square.';
  const text = [`![Time and memory](${picture})`, captions.join('\n'), explained, scalingTable(curves)].join('\n\n');
  return { section: 'scaling', text, picture: { name: picture, svg: chart(curves) }, data: curves };
}
