import { spearman } from 'xai-metrics';
import { learned } from 'xai-metrics/networks';
import { beats, bestBaseline, hasLearned, type Judged, meanOf as mean, methodsIn } from './judged';
import type { published } from './published';

/** A sentence of a paper, and what was found here. */
export interface Claim {
  readonly source: string;
  readonly says: string;
  readonly holds: 'yes' | 'no' | 'in part';
  readonly found: string;
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
const decimals = (value: number) => value.toFixed(2);
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const verdict = (share: number): Claim['holds'] => (share >= 0.8 ? 'yes' : share <= 0.2 ? 'no' : 'in part');

/** What the papers say, checked against what was found; sentences of which nothing was found are left out. */
export function claims(all: readonly Judged[], theirs: ReturnType<typeof published>): Claim[] {
  const small = all.filter((one) => one.chapter === 'tetrominoes' && hasLearned(one));
  return [
    ...notBeyondBaselines(small),
    ...architectures(small),
    ...suppressors(small),
    ...edgesWin(small),
    ...linearIsEasy(small),
    ...sameOrder(small, theirs),
    ...knownWeights(all),
    ...randomisation(all),
    ...complete(all),
  ];
}

const tris = 'XAI-TRIS (Clark 2024)';

function notBeyondBaselines(small: readonly Judged[]): Claim[] {
  const pairs = small.flatMap((judged) => methodsIn(judged).map((method) => ({ judged, method })));
  if (pairs.length === 0) return [];
  const lost = pairs.filter(({ judged, method }) => !beats(judged, method));
  const ofModels = [...new Set(small.map(({ model }) => model))].map((model) => {
    const own = pairs.filter(({ judged }) => judged.model === model);
    return `${model} ${percent(own.filter(({ judged, method }) => !beats(judged, method)).length / own.length)}`;
  });
  const share = lost.length / pairs.length;
  return [
    {
      source: tris,
      says: 'Methods are often unable to outperform random attributions and edge filters significantly.',
      holds: share >= 0.2 ? 'yes' : 'no',
      found: `${percent(share)} of ${pairs.length} pairs of a method and a trained network do not beat the best baseline (paired, 5 %): ${ofModels.join(', ')}.`,
    },
  ];
}

function architectures(small: readonly Judged[]): Claim[] {
  const gaps = small
    .filter(({ model }) => model === 'MLP')
    .flatMap((mlp) => {
      const cnn = small.find(({ study, model }) => study === mlp.study && model === 'CNN');
      if (!cnn) return [];
      const both = methodsIn(mlp).filter((method) => cnn.table.analyzers.includes(method));
      return [
        { study: mlp.study, gap: average(both.map((method) => Math.abs(mean(mlp, method) - mean(cnn, method)))) },
      ];
    });
  if (gaps.length === 0) return [];
  const widest = gaps.reduce((most, one) => (one.gap > most.gap ? one : most));
  return [
    {
      source: tris,
      says: 'Explanations of different architectures for the same data differ vastly.',
      holds: verdict(gaps.filter(({ gap }) => gap > 0.1).length / gaps.length),
      found: `The same method's importance mass differs by ${decimals(average(gaps.map(({ gap }) => gap)))} on average between MLP and CNN, at most in ${widest.study} (${decimals(widest.gap)}); by more than 0.1 in ${gaps.filter(({ gap }) => gap > 0.1).length} of ${gaps.length} benchmarks.`,
    },
  ];
}

function suppressors(small: readonly Judged[]): Claim[] {
  const pairs = small
    .filter(({ study }) => study.endsWith('white'))
    .flatMap((white) => {
      const name = white.study.replace('white', 'correlated');
      const correlated = small.find(({ study, model }) => study === name && model === white.model);
      return correlated ? methodsIn(white).map((method) => mean(correlated, method) < mean(white, method)) : [];
    });
  if (pairs.length === 0) return [];
  const share = pairs.filter(Boolean).length / pairs.length;
  return [
    {
      source: tris,
      says: 'Correlated backgrounds draw importance to pixels that tell nothing (suppressors): explanations are worse than on white noise.',
      holds: verdict(share),
      found: `Of ${pairs.length} pairs of a method and a network, ${percent(share)} have less importance mass on the tetrominoes on correlated backgrounds.`,
    },
  ];
}

function edgesWin(small: readonly Judged[]): Claim[] {
  const chosen = small.filter(({ study }) => study === 'rigid correlated' || study === 'xor correlated');
  const won = chosen.map((judged) => {
    const { name, mean: best } = bestBaseline(judged);
    const methods = methodsIn(judged).map((method) => ({ method, mean: mean(judged, method) }));
    const top = methods.reduce((most, one) => (one.mean > most.mean ? one : most));
    return { judged, name, best, top, isWon: best > top.mean };
  });
  if (won.length === 0) return [];
  const told = won.map(
    ({ judged, name, best, top }) =>
      `${judged.study}, ${judged.model}: ${name} ${decimals(best)}, ${top.method} ${decimals(top.mean)}`,
  );
  return [
    {
      source: tris,
      says: 'Where tetrominoes lie on smooth backgrounds and no linear model will do (rigid and xor, correlated), an edge filter is ahead of the methods.',
      holds: verdict(won.filter(({ isWon }) => isWon).length / won.length),
      found: `${told.join('; ')}.`,
    },
  ];
}

function linearIsEasy(small: readonly Judged[]): Claim[] {
  const judged = small.find(({ study, model }) => study === 'linear white' && model === 'LLR');
  if (!judged) return [];
  const won = methodsIn(judged).filter((method) => beats(judged, method));
  const share = won.length / methodsIn(judged).length;
  return [
    {
      source: tris,
      says: 'A linear model of linear images on white noise is explained well by most methods.',
      holds: verdict(share),
      found: `${won.length} of ${methodsIn(judged).length} methods beat the baselines; InputTimesGradient has ${decimals(mean(judged, 'InputTimesGradient'))} of its mass on the tetrominoes, random ${decimals(mean(judged, 'random'))}.`,
    },
  ];
}

/** Of models that learned in both runs: how alike the order of the methods is. */
function sameOrder(small: readonly Judged[], theirs: ReturnType<typeof published>): Claim[] {
  const rows = small.flatMap((judged) => {
    const other = theirs.get(judged.study);
    const scores = other?.scores.get(judged.model);
    if (!other || !scores || other.accuracy[judged.model] < learned) return [];
    const all = [...scores, ...(other.scores.get('none') ?? [])].filter(([name]) =>
      judged.table.analyzers.includes(name),
    );
    const [here, there] = [all.map(([name]) => mean(judged, name)), all.map(([, { ima }]) => ima)];
    return [{ name: `${judged.study}, ${judged.model}`, likeness: spearman(here, there), count: all.length }];
  });
  if (rows.length === 0) return [];
  const told = rows.map((row) => `${row.name} ${decimals(row.likeness)}`);
  const likeness = average(rows.map((row) => row.likeness));
  return [
    {
      source: 'A run in PyTorch with captum (other seeds)',
      says: 'Methods and baselines come in the same order, by importance mass.',
      holds: likeness > 0.8 ? 'yes' : likeness > 0.4 ? 'in part' : 'no',
      found: `Rank correlation ${decimals(likeness)} on average, over ${rows.length} networks that read 75 % in both runs: ${told.join('; ')}.`,
    },
  ];
}

function knownWeights(all: readonly Judged[]): Claim[] {
  const rule = all.find(({ chapter, model }) => chapter === 'tables' && model === 'rule');
  const learned = all.find(({ chapter, model }) => chapter === 'tables' && model === 'MLP');
  if (!rule || !learned) return [];
  const exact = methodsIn(rule).filter((method) => mean(rule, method, 'Agreement') > 0.999);
  const [least, most] = [Math.min, Math.max].map((pick) =>
    pick(...methodsIn(learned).map((method) => mean(learned, method, 'Agreement'))),
  );
  return [
    {
      source: 'OpenXAI (Agarwal 2022)',
      says: 'Where the weights are known, gradients recover them.',
      holds: exact.includes('Gradient') ? 'yes' : 'no',
      found: `Of the rule itself, ${exact.join(', ')} find all of the largest weights. Of a network that has learned the rule (${percent(learned.accuracy)} right) methods find from ${percent(least)} to ${percent(most)} of them: what it has learned is not the rule.`,
    },
  ];
}

function randomisation(all: readonly Judged[]): Claim[] {
  const judged = all.find(({ study }) => study === 'digits, explained anew');
  if (!judged) return [];
  const score = (method: string) => mean(judged, method, 'MPRT');
  const failing = methodsIn(judged).filter((method) => score(method) > 0.3);
  const told = (names: readonly string[]) => names.map((name) => `${name} ${decimals(score(name))}`).join(', ');
  const expected = ['GuidedBackprop', 'Deconvnet'];
  const share = expected.filter((name) => failing.includes(name)).length / 2;
  return [
    {
      source: 'Adebayo 2018; Nie 2018; Sixt 2020',
      says: 'GuidedBackprop and Deconvnet hardly change when the network loses its weights; gradients and GradCAM do.',
      holds: share === 1 ? 'yes' : share === 0 ? 'no' : 'in part',
      found: `Mean rank correlation over the stages: ${told(expected)}; ${told(['Gradient', 'GradCAM'])}. Above 0.3: ${told(failing) || 'none'}.`,
    },
  ];
}

function complete(all: readonly Judged[]): Claim[] {
  const judged = all.find(({ study }) => study === 'digits');
  if (!judged) return [];
  const errors = ['IntegratedGradients', 'DeepLift', 'Gradient'].map(
    (method) => `${method} ${mean(judged, method, 'Completeness').toPrecision(2)}`,
  );
  const exact = ['IntegratedGradients', 'DeepLift'].every((name) => mean(judged, name, 'Completeness') < 0.1);
  return [
    {
      source: 'Sundararajan 2017; Shrikumar 2017',
      says: 'Attributions of IntegratedGradients and DeepLift add up to what the output differs from that of the reference.',
      holds: exact ? 'yes' : 'in part',
      found: `Mean distance on ${judged.table.size} digits, of logits: ${errors.join(', ')}.`,
    },
  ];
}
