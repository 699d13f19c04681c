import { nameOf, type Workload } from '../workloads';
import type { EngineName } from './names';
import { plainTasks } from './plain-tasks';

const large = ['vgg16', 'resnet50', 'mobilenet-v2', 'inception-v3', 'encoder', 'vit-tiny'];

/** Where it is worth a look whether weights as a part of the graph change anything. */
const withConstants = /^(vgg16|resnet50|mobilenet-v2)-(forward|gradient|lrp)$/;

/** Whether an engine takes part in a workload: those that are there for comparison do where there is something to compare. */
export function takesPart(workload: Workload, engine: EngineName): boolean {
  const { network, task, batch } = workload;
  const isPlain = task === 'forward' || task === 'gradient';
  if (engine === 'stock') return task in plainTasks && network !== 'encoder' && network !== 'vit-tiny';
  if (engine === 'cpu') return isPlain && !large.includes(network);
  if (engine === 'torch-1') return isPlain;
  if (engine === 'onnxruntime') return isPlain && batch === 1;
  return engine !== 'native-constants' || withConstants.test(nameOf(workload));
}
