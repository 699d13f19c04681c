import { clone, type Tensor } from '@tensorflow/tfjs-core';
import type { RecordedValue } from 'tfjs-gradients';
import type { Attribution } from 'xai-base';
import { type PassageReport, reportParts } from '../propagation/passage-report';
import { readReports, reportMeasure } from '../propagation/report-measures';
import { inNamedOrder, reachedValue } from './named-value';
import { type OperatorModel, OperatorProgram } from './operator-program';
import type { RuledOperator } from './ruled-operator';
import type { RuledRecording } from './ruled-recording';
import { outputStart, runFlow } from './run-flow';

/** What is told of inner values. */
export interface OperatorDetails {
  /** Names of the values whose relevance is told; true for all nodes. */
  readonly layerwiseRelevances: boolean | readonly string[];
  /** Whether it is told where the relevance of each node went. */
  readonly conservation: boolean;
}

/** Layer-wise relevance propagation through the operators of a model. */
export class OperatorLRP extends OperatorProgram {
  readonly name = 'LRP';
  protected override measures: readonly string[] = []; // known once the model has run
  private reported: readonly string[] = [];

  constructor(
    given: OperatorModel,
    private readonly details: OperatorDetails = { layerwiseRelevances: false, conservation: false },
  ) {
    super(given);
  }

  protected trace(model: RuledRecording, select: (output: Tensor) => Tensor): Attribution {
    const output = clone(model.recording.output.tensor);
    const mask = select(output);
    const measures: Record<string, Tensor> = {};
    const names = this.namesIn(model);
    const watch = (value: RecordedValue, relevance: Tensor) => {
      for (const name of names.get(value) ?? []) measures[name] = inNamedOrder(value, name, clone(relevance));
      relevance.dispose();
    };
    const reported = new Set<string>();
    const [samples] = model.recording.inputs[0].tensor.shape;
    const report = ({ name }: RuledOperator, passage: PassageReport) => {
      if (passage.relevance.size !== samples) return; // the first axis of what the node gives is not that of the samples
      reported.add(name);
      for (const part of reportParts) measures[reportMeasure(name, part)] = passage[part];
    };
    const val = runFlow(model, {
      ...outputStart(model, mask, this.normalizes),
      watched: new Set(names.keys()),
      watch,
      ...(this.details.conservation && { report }),
    });
    this.measures = Object.keys(measures);
    this.reported = [...reported];
    return { val, output, mask, measures };
  }

  /** The values that are told of, with their names. */
  private namesIn(model: RuledRecording): Map<RecordedValue, string[]> {
    const { layerwiseRelevances: asked } = this.details;
    const named = new Map<RecordedValue, string[]>();
    const add = (value: RecordedValue, name: string) => named.set(value, [...(named.get(value) ?? []), name]);
    if (asked === true) for (const { outputs, name } of model.nodes) add(outputs[0], name);
    else if (asked) for (const name of asked) add(reachedValue(model, name), name);
    return named;
  }

  protected override async readMeasures(measures: readonly Tensor[]): Promise<Record<string, unknown> | undefined> {
    const { layerwiseRelevances, conservation } = this.details;
    if (!layerwiseRelevances && !conservation) return undefined;
    const byName = new Map(this.measures.map((name, index) => [name, measures[index]]));
    const told = new Set(this.reported.flatMap((name) => reportParts.map((part) => reportMeasure(name, part))));
    const relevances = [...byName].filter(([name]) => !told.has(name));
    return {
      ...(conservation && { conservation: await readReports(this.reported, byName) }),
      ...(layerwiseRelevances && {
        layerwiseRelevances: Object.fromEntries(relevances.map(([name, relevance]) => [name, clone(relevance)])),
      }),
    };
  }
}
