import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { InputTimesGradient, IntegratedGradients } from 'explainable-ai';
import { type AnalyzerFactory, explainText, tokenPresence } from 'model-agnostic';
import { readOnnx, TextModel } from 'onnx-model';
import { AttnLRP, CPLRP } from 'relevance-propagation';
import { useWasm } from 'tfjs-gradients/wasm';
import { analyze, RandomStream } from 'xai-base';
import { markdownTable } from '../report/markdown-table';
import { deletionPath, type PathMeans } from './deletion-path';

/**
 * Whether explanations find what the trained transformers look at: parts are taken away from the most and from the least relevant on. `npx tsx --tsconfig
 * tsconfig.json tooling/bench/fidelity/run.ts` prints the tables that stand in the README of relevance-propagation.
 */
const models = path.join(import.meta.dirname, '../../../packages/xai-cli/models');
const [mails, digits] = process.argv.slice(2).map(Number);

const methods: Readonly<Record<string, AnalyzerFactory>> = {
  AttnLRP: (model) => new AttnLRP(model),
  'CP-LRP': (model) => new CPLRP(model),
  'integrated gradients, 50': (model) => new IntegratedGradients(model, 50),
  'input times gradient': (model) => new InputTimesGradient(model),
};

/** Sums of paths, by method. */
class Table {
  private readonly sums = new Map<string, { most: number; least: number; count: number; milliseconds: number }>();

  add(method: string, { most, least }: PathMeans, milliseconds: number): void {
    const sum = this.sums.get(method) ?? { most: 0, least: 0, count: 0, milliseconds: 0 };
    this.sums.set(method, {
      most: sum.most + most,
      least: sum.least + least,
      count: sum.count + 1,
      milliseconds: sum.milliseconds + milliseconds,
    });
  }

  toString(): string {
    const rows = [...this.sums]
      .map(([method, { most, least, count, milliseconds }]) => ({
        method,
        most: most / count,
        least: least / count,
        milliseconds: milliseconds / count,
      }))
      .sort((one, other) => other.least - other.most - (one.least - one.most))
      .map(({ method, most, least, milliseconds }) => [
        method,
        ...[most, least, least - most].map((value) => value.toFixed(2)),
        milliseconds.toFixed(0),
      ]);
    return markdownTable(['method', 'most relevant first', 'least relevant first', 'difference', 'ms'], rows);
  }
}

async function ofMails(): Promise<Table> {
  const { heldOutMails } = await import('../../training/data/held-out-mails.mjs');
  const folder = path.join(models, 'mails');
  const text = await TextModel.fromOnnx(path.join(folder, 'model.onnx'), path.join(folder, 'tokenizer.json'));
  const table = new Table();
  const random = new RandomStream(1);
  for (const mail of heldOutMails().slice(0, mails)) {
    const encoded = text.encode(mail.text.slice(0, 4000));
    const own = [...encoded.ids.keys()].filter((at) => !encoded.isSpecial[at]);
    const presence = tokenPresence(text, encoded);
    const outputs = await text.predict([encoded]);
    const values = Array.from(await outputs.data());
    const label = values.indexOf(Math.max(...values));
    tf.dispose([outputs, presence.input]);
    const evaluate = async (shown: readonly boolean[][]) => {
      const there = tf.tensor2d(shown.map((row) => encoded.ids.map((_, at) => Number(row[own.indexOf(at)] ?? true))));
      const output = (await presence.model(there)) as tf.Tensor2D;
      const rows = (await output.array()) as number[][];
      tf.dispose([there, output]);
      return rows.map((row) => row[label]);
    };
    for (const [name, method] of Object.entries(methods)) {
      const begin = performance.now();
      const [explanation] = await explainText(text, mail.text.slice(0, 4000), { method, labels: [label] });
      const milliseconds = performance.now() - begin;
      const found = Array.from(await explanation.val.data());
      explanation.dispose();
      table.add(
        name,
        await deletionPath(
          own.map((at) => found[at]),
          evaluate,
        ),
        milliseconds,
      );
    }
    table.add(
      'random',
      await deletionPath(
        own.map(() => random.uniform()),
        evaluate,
      ),
      0,
    );
  }
  text.dispose();
  return table;
}

const [side, patch] = [28, 4];

/** Which patch each pixel is in. */
const patchOf = (pixel: number) =>
  Math.floor(pixel / side / patch) * (side / patch) + Math.floor((pixel % side) / patch);

async function ofDigits(): Promise<Table> {
  const { readMnist } = await import('../../training/data/mnist.mjs');
  const { images } = readMnist('t10k');
  const model = await readOnnx(path.join(models, 'vit/model.onnx'));
  const table = new Table();
  const random = new RandomStream(1);
  const count = (side / patch) ** 2;
  for (let digit = 0; digit < digits; digit++) {
    const bytes = images.subarray(digit * side * side, (digit + 1) * side * side);
    const pixels = Float32Array.from(bytes, (byte: number) => byte / 255);
    const input = tf.tensor4d(pixels, [1, 1, side, side]);
    const outputs = model(input);
    const values = Array.from(await outputs.data());
    const label = values.indexOf(Math.max(...values));
    const evaluate = async (shown: readonly boolean[][]) => {
      const rows = shown.flatMap((row) => Array.from(pixels, (value, at) => (row[patchOf(at)] ? value : 0)));
      const batch = tf.tensor4d(rows, [shown.length, 1, side, side]);
      const output = model(batch) as tf.Tensor2D;
      const logits = (await output.array()) as number[][];
      tf.dispose([batch, output]);
      return logits.map((row) => row[label]);
    };
    for (const [name, method] of Object.entries(methods)) {
      const begin = performance.now();
      const explanation = await analyze(input, method(model), label);
      const milliseconds = performance.now() - begin;
      const relevance = new Array<number>(count).fill(0);
      (await explanation.val.data()).forEach((value, at) => {
        relevance[patchOf(at)] += value;
      });
      explanation.dispose();
      table.add(name, await deletionPath(relevance, evaluate), milliseconds);
    }
    table.add(
      'random',
      await deletionPath(
        new Array(count).fill(0).map(() => random.uniform()),
        evaluate,
      ),
      0,
    );
    tf.dispose([input, outputs]);
  }
  model.dispose();
  return table;
}

async function main(): Promise<void> {
  await useWasm();
  if (mails > 0) console.log(`${await ofMails()}\n`);
  if (digits > 0) console.log(`${await ofDigits()}\n`);
}

main();
