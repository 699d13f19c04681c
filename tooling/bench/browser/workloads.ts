import { nameOf, type TaskName, type Workload } from '../workloads';

const tasks: TaskName[] = ['gradient', 'integrated-gradients', 'lrp'];

/** What is timed in a browser: a small network, and one of eight convolutions on images of 64 x 64. */
const usual: Workload[] = [
  ...tasks.map((task): Workload => ({ network: 'lenet5', task, batch: 1 })),
  ...tasks.map((task): Workload => ({ network: 'plain', task, batch: 1, side: 64, steps: 8 })),
];

/** Larger ones, which take long where there is no graphics card. */
const large: Workload[] = (['mobilenet-v2', 'resnet50'] as const).flatMap((network) =>
  (['gradient', 'lrp'] as const).map((task): Workload => ({ network, task, batch: 1 })),
);

/** The workloads whose names contain one of the words; without words, the small ones. */
export function browserWorkloads(words: readonly string[]): Workload[] {
  if (words.length === 0) return usual;
  return [...usual, ...large].filter((workload) => words.some((word) => nameOf(workload).includes(word)));
}
