import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  type ConformanceCase,
  type ConformanceModel,
  loadModel,
  valuesOf,
  expectWithin as within,
} from '../../../../tooling/jest/conformance';

/** A rule in the fixtures. */
export interface RuleData {
  readonly rule: string;
  readonly [parameter: string]: unknown;
}

/** An explanation by a published library. */
export interface Case extends ConformanceCase {
  readonly params: {
    readonly composite?: string;
    readonly rules?: { first?: RuleData; conv: RuleData; dense: RuleData };
    readonly epsilon?: number;
    readonly gamma?: number;
    readonly low?: number;
    readonly high?: number;
    readonly canonize?: boolean;
    readonly initialRelevance?: string;
    readonly layer?: string;
    readonly channels?: number[];
    readonly channelSets?: number[][];
    readonly conditions?: { layer: string; channels: number[] }[];
    readonly beta?: number;
  };
  readonly topIndices?: number[][];
}

/** The models of the fixtures. */
export const names = [
  'mlp',
  'lenet',
  'convs',
  'dilated',
  'avgsame',
  'vgg',
  'resnet',
  'mobilenet',
  'inception',
  'conv1d',
];

const fixtures = path.join(__dirname, '../fixtures');

/** The cases of a model. */
export function readCases(model: string): ConformanceModel & { readonly cases: Case[] } {
  return JSON.parse(readFileSync(path.join(fixtures, model, 'cases.json'), 'utf8'));
}

/** The cases that are one analysis by rules: relevances of Zennit, gradients of Captum. */
export function casesOfRules(model: string): [id: string, one: Case][] {
  const { cases } = readCases(model);
  return cases.filter(({ method }) => !concepts.has(method)).map((one) => [one.id, one]);
}

const concepts = new Set(['CRP', 'ChannelRelevance']);

/** Whether a case was computed with batch normalization fused; excitation backpropagation was, too. */
export function isFused({ method, params }: Case): boolean {
  return params.canonize || method === 'ExcitationBackprop';
}

/** A model of the fixtures. */
export function loadFixture(model: string): Promise<LayersModel> {
  return loadModel(path.join(fixtures, model));
}

/** Expects numbers within the tolerances of a case. */
export function expectWithin(actual: ArrayLike<number>, one: Case): void {
  within(actual, valuesOf(one.expected), one);
}
