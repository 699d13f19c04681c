import { Columns, TimeSegments } from 'model-agnostic';
import { Agreement, ImportanceMassAccuracy, RelevanceRankAccuracy } from 'xai-metrics';
import { GaussianTable, PlantedSegments, PlantedWords } from 'xai-metrics/truth';
import { readMails } from '../../training/data/mails.mjs';
import { commonWords, idsOf, wordsOf } from '../../training/steps/vocabulary.mjs';
import { dense, ofWords, temporal } from '../models/networks';
import { trained } from '../models/train';
import type { Study } from './study';

/** Tables whose weights are known: by the rule itself, and by a network that has learned it. */
export function tables(): Study {
  const truth = new GaussianTable({ seed: 1 });
  return {
    name: 'tables',
    chapter: 'tables',
    modality: 'table',
    shape: truth.shape,
    data: truth.batches(100, { batchSize: 25 }),
    models: {
      rule: async () => ({ model: truth.model, accuracy: 1 }),
      MLP: () => trained((seed) => dense(truth.shape, 2, seed), truth, { samples: 8000, epochs: 40, rate: 0.003 }),
    },
    metrics: [new Agreement(), new ImportanceMassAccuracy()],
    contrast: 1,
    perturbation: new Columns(),
    draws: 500,
  };
}

/** Mails in which one word tells the class. */
export function words(): Study {
  const [length, size] = [48, 2000];
  const mails = readMails().map(({ sender, text }) => ({ author: sender, words: wordsOf(text).slice(0, 3 * length) }));
  const vocabulary = commonWords(mails, size);
  const ids = new Map(vocabulary.map((word, id) => [word, id]));
  const long = mails.filter((mail) => mail.words.length >= length);
  const texts = long.map((mail) => idsOf(mail.words, ids, mail.words.length));
  const shortcuts = [
    [size, size + 1],
    [size + 2, size + 3],
  ]; // of their own: no mail has them
  const truth = new PlantedWords({ texts, words: shortcuts, length, seed: 1 });
  return {
    name: 'words',
    chapter: 'words',
    modality: 'text',
    shape: truth.shape,
    data: truth.batches(100, { batchSize: 25 }),
    models: {
      words: () =>
        trained((seed) => ofWords(size + 4)(truth.shape, 2, seed), truth, { samples: 4000, epochs: 12, rate: 0.003 }),
    },
    metrics: [new ImportanceMassAccuracy(), new RelevanceRankAccuracy()],
    contrast: 1,
    perturbation: new Columns({ background: 1 }),
    draws: 500,
  };
}

/** Series with a wave somewhere. */
export function series(): Study {
  const truth = new PlantedSegments({ seed: 1 });
  return {
    name: 'series',
    chapter: 'series',
    modality: 'series',
    shape: truth.shape,
    data: truth.batches(100, { batchSize: 25 }),
    models: {
      CNN: () =>
        trained((seed) => temporal(truth.shape, truth.classes, seed), truth, {
          samples: 4000,
          epochs: 20,
          rate: 0.003,
        }),
    },
    metrics: [new ImportanceMassAccuracy(), new RelevanceRankAccuracy()],
    contrast: 1,
    perturbation: new TimeSegments({ segments: 16, channels: 'apart' }),
    draws: 500,
  };
}
