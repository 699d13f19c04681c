import { readFileSync } from 'node:fs';

interface Scores {
  readonly emd: number;
  readonly ima: number;
}

interface PublishedRow {
  readonly scenario: 'LIN' | 'MULT' | 'RIGID' | 'XOR';
  readonly background: 'WHITE' | 'CORR';
  readonly accuracy: Readonly<Record<string, number>>;
  readonly scores: Readonly<Record<string, Readonly<Record<string, Scores>>>>;
}

const scenarios = { LIN: 'linear', MULT: 'multiplicative', RIGID: 'rigid', XOR: 'xor' } as const;
const backgrounds = { WHITE: 'white', CORR: 'correlated' } as const;
const names: Readonly<Record<string, string>> = {
  Saliency: 'Gradient',
  Deconvolution: 'Deconvnet',
  sobel: 'edges',
};

/** What a run of the benchmark in PyTorch and captum gave: its scores by study, model and method, as they are called here; `file` is in the folder `published`. */
export function published(
  file: string,
): Map<string, { accuracy: Record<string, number>; scores: Map<string, Map<string, Scores>> }> {
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: PublishedRow[] };
  return new Map(
    rows.map(({ scenario, background, accuracy, scores }) => {
      const ofModels = Object.entries(scores).map(([model, byMethod]) => {
        const renamed = Object.entries(byMethod).map(([name, one]) => [names[name] ?? name, one] as const);
        return [model, new Map(renamed)] as const;
      });
      return [`${scenarios[scenario]} ${backgrounds[background]}`, { accuracy, scores: new Map(ofModels) }] as const;
    }),
  );
}
