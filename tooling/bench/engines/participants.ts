import type { Workload } from '../workloads';
import type { EngineName } from './names';
import { plainTasks } from './plain-tasks';

const large = ['vgg16', 'resnet50', 'mobilenet-v2', 'inception-v3'];

/** Whether an engine takes part in a workload: not without a form of the task, nor the cpu backend on large networks. */
export function takesPart({ network, task }: Workload, engine: EngineName): boolean {
  if (engine === 'stock') return task in plainTasks;
  return engine !== 'cpu' || !large.includes(network);
}
