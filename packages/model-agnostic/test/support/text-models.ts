import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TextFunction, Tokenizer } from '../../src';
import { type Case, numbersOf } from './fixtures';
import { onnxRun } from './onnx';
import { sequential } from './sequential';

/** The tokenizer of the fixtures' text models. */
export const fixtureWords = /[A-Za-z0-9_]+|[^A-Za-z0-9_\s]/g;

/** The text model of a case. */
export function textModelOf({ model }: Case): TextFunction {
  if (model.type === 'onnx') return reviews(model);
  const outputsOf = outputs(model);
  return (texts) => texts.map(outputsOf);
}

function outputs(model: Case): (text: string) => number[] {
  const words = (text: string) => (text.match(fixtureWords) ?? []).map((word) => word.toLowerCase());
  if (model.type === 'chars') return (text) => softmax(sums(model.bias, Array.from(text), model.chars));
  if (model.type === 'bag-of-words') {
    return (text) => {
      const tokens = words(text);
      const pairs = tokens.slice(1).map((token, index) => `${tokens[index]} ${token}`);
      return softmax(sums(sums(model.bias, tokens, model.words), pairs, model.bigrams));
    };
  }
  const embedding = numbersOf(model.embedding);
  const [, width] = model.embedding.shape;
  return (text) => {
    const tokens = words(text);
    while (tokens.length < model.minTokens) tokens.push('<pad>');
    const rows = tokens.map((token) => Math.max(0, model.vocab.indexOf(token)));
    const values = rows.flatMap((row) => Array.from(embedding.subarray(row * width, (row + 1) * width)));
    return sequential(model, [tokens.length, width])(values);
  };
}

/** An ONNX model of token indices, with one logit for a positive text. Masked texts differ in length, so each runs alone. */
function reviews(model: Case): TextFunction {
  const file = path.join(__dirname, '../fixtures', model.vocabularyFile);
  const vocabulary: string[] = JSON.parse(readFileSync(file, 'utf8'));
  const indexOf = (word: string) => vocabulary.indexOf(vocabulary.includes(word) ? word : model.unknown);
  const outputsFor = async (text: string) => {
    const words = (text.match(fixtureWords) ?? []).map((word) => word.toLowerCase());
    while (words.length < model.minTokens) words.push(model.pad);
    const run = await onnxRun(model.file, 'int64');
    const [logit] = await run(words.map(indexOf), [1, words.length]);
    return [1 / (1 + Math.exp(logit)), 1 / (1 + Math.exp(-logit))];
  };
  return (texts) => Promise.all(texts.map(outputsFor));
}

function sums(bias: number[], tokens: string[], parts: Record<string, number[]>): number[] {
  return bias.map((value, output) =>
    tokens.reduce((sum, token) => sum + (Object.hasOwn(parts, token) ? parts[token][output] : 0), value),
  );
}

function softmax(values: number[]): number[] {
  const powers = values.map(Math.exp);
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

/** lime's way to take a text apart: what matches the pattern separates words. */
export function splitTokenizer(pattern: string, maskToken: string): Tokenizer {
  const pieces = (text: string) => text.split(new RegExp(`(${pattern})`));
  const isWord = (_: string, index: number) => index % 2 === 0;
  const tokenize = (text: string) => pieces(text).filter(isWord).filter(Boolean);
  const detokenize = (tokens: readonly string[], text: string) => {
    const left = [...tokens];
    return pieces(text)
      .map((piece, index) => (index % 2 === 0 && piece ? left.shift() : piece))
      .join('');
  };
  return { tokenize, detokenize, maskToken };
}
