import type { NetworkName } from './networks/index';
import type { PlainSize } from './networks/plain';

/** What is timed on a network. */
export type TaskName =
  | 'forward'
  | 'gradient'
  | 'integrated-gradients'
  | 'smooth-grad'
  | 'grad-cam'
  | 'lrp'
  | 'lrp-flat'
  | 'crp'
  | 'token-gradient'
  | 'attn-lrp'
  | 'rise'
  | 'lime'
  | 'kernel-shap'
  | 'tree-shap'
  | 'deletion';

/** A network, what is done with it, and on how many samples at once. */
export interface Workload extends PlainSize {
  network: NetworkName;
  task: TaskName;
  batch: number;
  /** How many points or draws an augmentation takes; 50 by default. */
  steps?: number;
}

/** The name of a workload: `vgg16-gradient`, or `vgg16-gradient-8` for a batch of eight. */
export function nameOf({ network, task, batch }: Workload): string {
  return [network, task, ...(batch > 1 ? [batch] : [])].join('-');
}

/** What a run without a choice times on a network, with one sample, with eight, and with 64. */
interface Choice {
  one: TaskName[];
  eight: TaskName[];
  sixtyFour?: TaskName[];
}

const explanations: TaskName[] = [
  'gradient',
  'integrated-gradients',
  'smooth-grad',
  'grad-cam',
  'lrp',
  'lrp-flat',
  'crp',
];
const perturbations: TaskName[] = ['rise', 'lime', 'kernel-shap', 'deletion'];
const imageTasks: TaskName[] = ['forward', ...explanations];
const quick: TaskName[] = ['forward', 'gradient', 'grad-cam', 'lrp'];

const standard: Partial<Record<NetworkName, Choice>> = {
  lenet5: { one: [...imageTasks, ...perturbations], eight: ['gradient', 'lrp'], sixtyFour: ['gradient'] },
  vgg16: { one: quick, eight: ['gradient'] },
  resnet50: { one: [...quick, 'crp'], eight: ['gradient'] },
  'mobilenet-v2': { one: [...quick, 'lrp-flat'], eight: ['gradient'] },
  'inception-v3': { one: ['forward', 'gradient'], eight: [] },
  encoder: { one: ['forward', 'attn-lrp'], eight: ['attn-lrp'] },
  'vit-tiny': { one: ['forward', 'attn-lrp'], eight: [] },
  forest: { one: [], eight: ['tree-shap'] },
  text: { one: ['forward', 'token-gradient'], eight: ['token-gradient'] },
  tabular: { one: ['forward', 'gradient', 'integrated-gradients', 'lrp'], eight: [] },
};

const possible: Partial<Record<NetworkName, TaskName[]>> = {
  text: ['forward', 'token-gradient'],
  encoder: ['forward', 'attn-lrp'],
  'vit-tiny': ['forward', 'attn-lrp'],
  forest: ['tree-shap'],
  lenet5: [...imageTasks, ...perturbations],
  tabular: ['forward', 'gradient', 'integrated-gradients', 'smooth-grad', 'lrp', 'lrp-flat'],
};

const timed = Object.keys(standard) as NetworkName[];

/** What a run without a choice times. */
export const standardWorkloads: Workload[] = timed.flatMap((network) => [
  ...standard[network]!.one.map((task) => ({ network, task, batch: 1 })),
  ...standard[network]!.eight.map((task) => ({ network, task, batch: 8 })),
  ...(standard[network]!.sixtyFour ?? []).map((task) => ({ network, task, batch: 64 })),
]);

const all: Workload[] = timed.flatMap((network) =>
  [1, 8, 64].flatMap((batch) => (possible[network] ?? imageTasks).map((task) => ({ network, task, batch }))),
);

/**
 * The workloads that a run times.
 *
 * @param words a word from the name of each workload, or its whole name; without words, the standard choice
 * @throws Error when no workload is called so
 */
export function selectWorkloads(words: string[]): Workload[] {
  if (words.length === 0) return standardWorkloads;
  return words.flatMap((word) => {
    const exact = all.filter((workload) => nameOf(workload) === word);
    const found = exact.length > 0 ? exact : standardWorkloads.filter((workload) => nameOf(workload).includes(word));
    if (found.length === 0) throw new Error(`no workload is called ${word}; there are: ${all.map(nameOf).join(', ')}`);
    return found;
  });
}
