import { Columns, TimeSegments } from 'xai-base';
import { Agreement, ImportanceMassAccuracy, RelevanceRankAccuracy } from 'xai-metrics';
import { seriesLesson, tableLesson, wordLesson } from 'xai-metrics/networks';
import { readMails } from '../../training/data/mails.mjs';
import { commonWords, idsOf, wordsOf } from '../../training/steps/vocabulary.mjs';
import { networksOf } from './networks-of';
import type { Study } from './study';

/** Tables whose weights are known: by the rule itself, and by a network that has learned it. */
export function tables(): Study {
  const lesson = tableLesson({ seed: 1 });
  const { truth } = lesson;
  return {
    name: 'tables',
    chapter: 'tables',
    modality: 'table',
    shape: truth.shape,
    samples: 50,
    data: (count) => truth.batches(count, { batchSize: 25 }),
    models: {
      rule: async () => ({ model: truth.model, accuracy: 1 }),
      ...networksOf(lesson),
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
  const lesson = wordLesson({ texts, words: size, length, seed: 1 });
  const { truth } = lesson;
  return {
    name: 'words',
    chapter: 'words',
    modality: 'text',
    shape: truth.shape,
    samples: 50,
    data: (count) => truth.batches(count, { batchSize: 25 }),
    models: networksOf(lesson),
    metrics: [new ImportanceMassAccuracy(), new RelevanceRankAccuracy()],
    contrast: 1,
    perturbation: new Columns({ background: 1 }),
    draws: 500,
  };
}

/** Series with a wave somewhere. */
export function series(): Study {
  const lesson = seriesLesson({ seed: 1 });
  const { truth } = lesson;
  return {
    name: 'series',
    chapter: 'series',
    modality: 'series',
    shape: truth.shape,
    samples: 50,
    data: (count) => truth.batches(count, { batchSize: 25 }),
    models: networksOf(lesson),
    metrics: [new ImportanceMassAccuracy(), new RelevanceRankAccuracy()],
    contrast: 1,
    perturbation: new TimeSegments({ segments: 16, channels: 'apart' }),
    draws: 500,
  };
}
