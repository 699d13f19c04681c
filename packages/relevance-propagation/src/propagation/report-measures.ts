import type { Tensor } from '@tensorflow/tfjs-core';
import { type Conservation, reportParts } from './passage-report';

/** The name of the measure that holds a part of the report on a layer. */
export function reportMeasure(layer: string, part: (typeof reportParts)[number]): string {
  return `${layer}: ${part}`;
}

/** Reads the reports on some layers. */
export async function readReports(
  layers: readonly string[],
  measures: ReadonlyMap<string, Tensor>,
): Promise<Record<string, Conservation<number[]>>> {
  const reports = layers.map(async (layer) => {
    const read = async (part: (typeof reportParts)[number]) =>
      Array.from(await (measures.get(reportMeasure(layer, part)) as Tensor).data());
    const [relevance, received, bias, stabilizer] = await Promise.all(reportParts.map(read));
    return [layer, { relevance, received, bias, stabilizer }] as const;
  });
  return Object.fromEntries(await Promise.all(reports));
}
